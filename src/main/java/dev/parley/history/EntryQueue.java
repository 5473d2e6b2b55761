package dev.parley.history;

import dev.parley.pace.Gathering;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries that wait for one writer, first come, first served: bounded in entries, and in bytes
 * until their commit has ended. Safe for use by any thread; {@link #take} blocks, by one thread.
 */
class EntryQueue {

  /** What became of an entry that was offered. */
  enum Admission {
    TAKEN,
    FULL,
    CLOSED
  }

  private final int maxEntries;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
  private long bytes;
  private long takenBytes; // of them, whose commit has not ended
  private int wanted = 1; // by who takes: no need to wake it for less
  private boolean closed;

  EntryQueue(int maxEntries, long maxBytes) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  Admission offer(Pending pending) {
    lock.lock();
    try {
      if (closed) {
        return Admission.CLOSED;
      }
      if (waiting.size() >= maxEntries || bytes + pending.bytes() > maxBytes) {
        return Admission.FULL;
      }
      bytes += pending.bytes();
      waiting.add(pending);
      if (waiting.size() >= wanted) {
        arrived.signal();
      }
      return Admission.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves what waits, at most {@code most}, to the batch; false at the end. Waits for the first,
   * and then for no longer than {@code linger} nanoseconds until there are as many as usual.
   */
  boolean take(Collection<? super Pending> batch, int most, Gathering usual, long linger)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        if (closed) {
          return false;
        }
        arrived.await();
      }
      wanted = Math.min(most, usual.enough());
      long left = linger;
      while (left > 0 && waiting.size() < wanted && !closed) {
        left = arrived.awaitNanos(left);
      }
      wanted = 1;
      for (int i = 0; i < most && !waiting.isEmpty(); i++) {
        Pending taken = waiting.remove();
        takenBytes += taken.bytes();
        batch.add(taken);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back the bytes of what was taken, as its commit has ended; once is enough. */
  void release() {
    lock.lock();
    try {
      bytes -= takenBytes;
      takenBytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** All that wait, which wait no more. */
  List<Pending> drain() {
    lock.lock();
    try {
      List<Pending> drained = new ArrayList<>(waiting);
      waiting.clear();
      return drained;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
