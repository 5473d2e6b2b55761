package dev.parley.protocol;

/**
 * Whatever the server says to a client: an {@link Event}, or a {@link Reply} to one of its frames.
 */
public sealed interface Outbound permits Event, Reply {}
