package dev.parley.testkit.wire;

/**
 * How a connection ended: the close frame's code and reason; 1006 and an empty reason where the
 * connection went without one.
 */
public record Closed(int code, String reason) {}
