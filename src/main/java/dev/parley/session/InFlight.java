package dev.parley.session;

/**
 * Hears when something that goes to many sessions is under way to one of them, and when not any
 * more. Safe for use by any thread; must not block.
 */
public interface InFlight {
  /** A send of it has begun. A session that still has another under way begins none. */
  void began();

  /** A send of it that had begun has ended, well or not. */
  void ended();
}
