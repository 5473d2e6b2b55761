package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/** Who is in a room, as others see it. */
public record Member(UserId userId, UserName username, Status status, @Nullable String text) {}
