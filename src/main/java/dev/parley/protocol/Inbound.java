package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A frame from a client after decoding; what could not be decoded is a value too, so that it is
 * charged like any other.
 */
public sealed interface Inbound {
  /** What the answer carries back; {@code null} where the client wants none. */
  @Nullable FrameId id();

  /** A frame that says a command. */
  record Request(@Nullable FrameId id, Command command) implements Inbound {}

  /** A frame that says none, and why. */
  record Malformed(@Nullable FrameId id, Detail detail) implements Inbound {}
}
