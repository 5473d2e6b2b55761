package dev.parley.room;

import dev.parley.session.InFlight;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one drain of a room has sent, on its way to the sessions. It has settled once it has left to
 * nearly all that took it at once; who is slow is not waited for. Safe for use by any thread.
 */
final class Wave implements InFlight {
  /** Of so many sessions one may still be under way. */
  private static final int SLOW_SHARE = 8;

  private final Runnable settled;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicBoolean isSettled = new AtomicBoolean();
  private volatile int slow = -1; // known once all is sent
  private volatile boolean impatient;

  /** {@code settled} runs once, on any thread. */
  Wave(Runnable settled) {
    this.settled = settled;
  }

  @Override
  public void began() {
    underWay.incrementAndGet();
  }

  @Override
  public void ended() {
    if (underWay.decrementAndGet() <= slow) {
      settle();
    }
  }

  /** All has been handed to so many sessions. */
  void allSent(int sessions) {
    slow = sessions / SLOW_SHARE;
    if (impatient || underWay.get() <= slow) {
      settle();
    }
  }

  /** Waits no longer, but for all to be handed to the sessions. */
  void giveUp() {
    impatient = true;
    if (slow >= 0) {
      settle();
    }
  }

  private void settle() {
    if (isSettled.compareAndSet(false, true)) {
      settled.run();
    }
  }
}
