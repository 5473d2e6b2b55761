package dev.parley.identity;

import dev.parley.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a user's tokens count no more.
 *
 * @param at those issued until then
 * @param by who has ordered it
 * @param reason why, as that one put it, at most {@value #MAX_REASON} UTF-16 units
 */
public record Revocation(UserId user, Instant at, UserId by, @Nullable String reason) {
  /** The longest reason, in UTF-16 units. */
  public static final int MAX_REASON = 500;
}
