package dev.parley.protocol;

/** The limits that a client should know, told in {@link Event.Welcome}. */
public record Limits(
    int frameBytes,
    int contentChars,
    int commandsPerSecond,
    int commandBurst,
    int roomsPerSession,
    int historyPage,
    long typingMs,
    long resumeMs) {}
