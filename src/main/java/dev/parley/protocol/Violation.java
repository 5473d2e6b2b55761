package dev.parley.protocol;

/**
 * One field that is not as the protocol asks: its path in the frame's data, and what was expected.
 */
public record Violation(String path, String message) {}
