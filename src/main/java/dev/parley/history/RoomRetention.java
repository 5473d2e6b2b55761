package dev.parley.history;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Instant;

/**
 * That an administrator has less kept of a room than the configuration does.
 *
 * @param kept what is kept; a bound that is null is as configured
 * @param by who has changed it last
 */
public record RoomRetention(RoomName room, Retention kept, UserId by, Instant at) {
  /** Whether all is as configured, so that nothing need be kept. */
  public boolean isAsConfigured() {
    return kept.equals(Retention.FOREVER);
  }
}
