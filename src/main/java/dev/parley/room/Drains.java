package dev.parley.room;

import java.util.concurrent.Executor;

/**
 * Who drains big and busy rooms, at once or a little later. Safe for use by any thread. Once
 * stopped it rejects all it is given, and forgets what waits.
 */
interface Drains extends Executor {
  /** Runs the drain after so many nanoseconds. */
  void executeAfter(long nanos, Runnable drain);

  void stop();
}
