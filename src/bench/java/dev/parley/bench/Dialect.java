package dev.parley.bench;

import org.jspecify.annotations.Nullable;

/**
 * How a server is spoken to: what a client asks for, and by which bytes an answer is known. Every
 * text is ASCII. Stateless.
 */
interface Dialect {
  /** The request target of the upgrade. */
  String path(int user, boolean batch);

  /**
   * What to send in the given step of the greeting, from 0; empty to send nothing, null when the
   * client has entered its room.
   */
  @Nullable String greeting(int step, String room);

  /** Whether the frame is what the given step of the greeting waits for. */
  boolean isAnswer(int step, Bytes frame);

  /** Publishes content; the server acknowledges it. */
  String publish(String room, long id, String content);

  /** How many acks of {@link #publish} the frame holds. */
  int acks(Bytes frame);

  /** Whether the frame says that something was refused. */
  boolean isRefusal(Bytes frame);

  /** What to say back to a heartbeat inside the protocol; null when the frame is none. */
  @Nullable String heartbeat(Bytes frame);
}
