package dev.parley.moderation;

import dev.parley.history.SaidBy;
import dev.parley.protocol.UserId;
import java.time.Instant;

/**
 * The removal of what one user has said in a room, as far as it has come.
 *
 * @param count how many messages that were when it began
 * @param done how many of them are removed
 */
public record Purge(
    ActId id, SaidBy what, UserId by, Instant at, State state, long count, long done) {
  /** How it goes on. */
  public enum State {
    RUNNING,
    DONE,
    /** Given up, after a fault that the log of the server has; what is done stays so. */
    FAILED
  }

  Purge after(State then, long removed) {
    return new Purge(id, what, by, at, then, count, done + removed);
  }
}
