package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/** The answer to one frame. */
public sealed interface Reply extends Outbound {
  /** It was done. */
  record Ack(FrameId id, Result result) implements Reply {}

  /** The round trip of a {@link Command.Ping}. */
  record Pong(@Nullable FrameId id) implements Reply {}

  /**
   * It was refused, and nothing was changed. Without an id when the frame had none (or none that
   * could be read).
   */
  record Error(@Nullable FrameId id, Detail detail) implements Reply {}
}
