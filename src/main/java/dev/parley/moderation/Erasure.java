package dev.parley.moderation;

import dev.parley.protocol.UserId;
import java.time.Instant;

/**
 * The erasure of what one user has said, as far as it has come.
 *
 * @param done how many messages are erased
 */
public record Erasure(ActId id, UserId user, UserId by, Instant at, Purge.State state, long done) {
  Erasure after(Purge.State then, long erased) {
    return new Erasure(id, user, by, at, then, done + erased);
  }
}
