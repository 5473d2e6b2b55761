package dev.parley.protocol;

import java.util.Locale;

/**
 * How present a user is, over all of the user's sessions. Only {@link #OFFLINE} cannot be set by a
 * client.
 */
public enum Status {
  ONLINE,
  AWAY,
  BUSY,
  OFFLINE;

  /** The wire form. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
