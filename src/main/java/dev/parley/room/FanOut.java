package dev.parley.room;

import dev.parley.protocol.Event;
import dev.parley.protocol.UserId;
import dev.parley.session.Outgoing;
import dev.parley.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Brings what happens in one room to its seats: a queue and one drain at a time. What is published
 * while a drain runs leaves together, encoded once, as one batch for those who take batches. A
 * quiet small room is drained by the publishing thread at once, so nothing waits; a busy or big one
 * by the executor.
 *
 * <p>Safe for use by any thread; does not block. Every seat gets what was published after it was
 * added, in the order of publishing.
 */
final class FanOut implements Runnable {
  private final Executor executor;
  private final int inlineSeats;

  // Guarded by this.
  private final Set<Seat> seats = new LinkedHashSet<>();
  private Seat @Nullable [] snapshot = new Seat[0];
  private List<Item> queue = new ArrayList<>();
  private long taken;
  private boolean draining;
  private long drainEnded = System.nanoTime();
  private long drainTook;

  /** One event, and who is left out. */
  record Item(Event event, @Nullable UserId exceptUser, @Nullable Session exceptSession) {
    boolean isForAll() {
      return exceptUser == null && exceptSession == null;
    }

    boolean leavesOut(Seat seat) {
      return seat.user.equals(exceptUser) || seat.session == exceptSession;
    }
  }

  FanOut(Executor executor, int inlineSeats) {
    this.executor = executor;
    this.inlineSeats = inlineSeats;
  }

  synchronized void add(Seat seat) {
    seat.from = taken + queue.size();
    seats.add(seat);
    snapshot = null;
  }

  synchronized void remove(Seat seat) {
    seats.remove(seat);
    snapshot = null;
  }

  synchronized List<Session> sessions() {
    return seats.stream().map(seat -> seat.session).toList();
  }

  /**
   * Takes events in; the caller may hold the room's lock. {@link #flush} must follow once it does
   * not.
   */
  synchronized void enqueue(List<Item> items) {
    if (!seats.isEmpty()) {
      queue.addAll(items);
    }
  }

  /** How many events wait for the next drain. */
  synchronized int waiting() {
    return queue.size();
  }

  /** Sees to it that what is queued leaves; the caller holds no lock. */
  void flush() {
    boolean inline;
    synchronized (this) {
      if (draining || queue.isEmpty()) {
        return;
      }
      draining = true;
      inline = seats.size() <= inlineSeats && System.nanoTime() - drainEnded > drainTook;
    }
    if (inline) {
      run();
    } else {
      handOver();
    }
  }

  private void handOver() {
    try {
      executor.execute(this);
    } catch (RejectedExecutionException stopped) {
      synchronized (
          this) { // the node stops: its sessions are closed, and will ask what they missed
        taken += queue.size();
        queue = new ArrayList<>();
        draining = false;
      }
    }
  }

  /** Drains once; whoever set {@code draining} calls it. */
  @Override
  public void run() {
    long began = System.nanoTime();
    List<Item> items;
    Seat[] to;
    long first;
    synchronized (this) {
      items = queue;
      queue = new ArrayList<>();
      first = taken;
      taken += items.size();
      to = snapshot();
    }
    try {
      deliver(items, first, to);
    } finally {
      if (ended(began)) {
        handOver();
      }
    }
  }

  private synchronized boolean ended(long began) {
    drainEnded = System.nanoTime();
    drainTook = drainEnded - began;
    draining = !queue.isEmpty();
    return draining;
  }

  private Seat[] snapshot() {
    Seat[] now = snapshot;
    if (now == null) {
      now = seats.toArray(new Seat[0]);
      snapshot = now;
    }
    return now;
  }

  private static void deliver(List<Item> items, long first, Seat[] to) {
    int start = 0;
    while (start < items.size()) {
      int end = start + 1;
      Item item = items.get(start);
      if (item.isForAll()) {
        while (end < items.size() && items.get(end).isForAll()) {
          end++;
        }
      }
      Outgoing group = Outgoing.of(items.subList(start, end).stream().map(Item::event).toList());
      for (Seat seat : to) {
        if (seat.from <= first + start) {
          if (item.isForAll() || !item.leavesOut(seat)) {
            seat.deliver(group);
          }
        } else if (seat.from < first + end) {
          seat.deliver(group.from((int) (seat.from - first - start)));
        }
      }
      start = end;
    }
  }
}
