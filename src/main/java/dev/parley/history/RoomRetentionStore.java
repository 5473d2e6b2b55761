package dev.parley.history;

import java.util.List;

/**
 * Keeps over restarts what administrators have kept of rooms. Each method is one transaction of its
 * own, and blocks; what goes wrong is thrown as a {@link RuntimeException}. Safe for use by any
 * thread.
 */
public interface RoomRetentionStore {
  /** All of them, in no order. */
  List<RoomRetention> all();

  /**
   * Keeps one, or nothing where it is as configured.
   *
   * @param noted run in the transaction; what it throws undoes it
   */
  void keep(RoomRetention retention, Runnable noted);
}
