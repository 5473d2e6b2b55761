package dev.parley.room;

import dev.parley.pace.Gathering;
import dev.parley.protocol.Event;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings what happens in one room to its seats: a queue and one drain at a time. What is published
 * while a drain is under way leaves together with the next, encoded once, as one batch for those
 * who take batches.
 *
 * <p>A quiet small room is drained by the publishing thread at once, so nothing waits; a busy or
 * big one by others. A drain is under way until what it sent has left to nearly all (see {@link
 * Wave}), and the next one begins a pause later, a third of what this one took: under load that
 * lets more come together in one write, and a room that is not under load never notices. A slow
 * client keeps the others waiting for 1 ms for each seat in the room at most, 100 ms in a big one.
 *
 * <p>Safe for use by any thread; does not block. Every seat gets what was published after it was
 * added, in the order of publishing.
 */
final class FanOut implements Runnable {
  private static final int PAUSE_SHARE = 3;

  /** What an event is counted for besides what clients say in it: about what its frame takes. */
  private static final int FRAME_CHARS = 256;

  /**
   * For how long what waits lets a drain be under way, in nanoseconds: so long for each seat, and
   * no longer. In a small room it is cheap to let each session merge what it has missed.
   */
  private static final long PATIENCE_PER_SEAT = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long MOST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Drains drains;
  private final RoomLimits limits;
  private final long longestPause;

  // Guarded by this.
  private final Set<Seat> seats = new LinkedHashSet<>();
  private @Nullable Seating seating = Seating.NOBODY;
  private final ArrayDeque<Item> queue = new ArrayDeque<>(2);
  private long taken;
  private boolean draining;
  private @Nullable Wave unguarded; // is under way, and nothing waits for it yet
  private long drainBegan;
  private long patience; // with the drain that began last
  private long nextFrom = System.nanoTime(); // where none is under way, none begins before
  private @Nullable Object pause; // is under way
  private final Gathering gathering = new Gathering();

  /** One event, and who is left out. */
  record Item(Event event, @Nullable UserId exceptUser, @Nullable Session exceptSession) {
    boolean isForAll() {
      return exceptUser == null && exceptSession == null;
    }

    boolean leavesOut(Seat seat) {
      return seat.user.equals(exceptUser) || seat.session == exceptSession;
    }
  }

  FanOut(Drains drains, RoomLimits limits) {
    this.drains = drains;
    this.limits = limits;
    this.longestPause = limits.fanOutPause().toNanos();
  }

  synchronized void add(Seat seat) {
    seat.from = taken + queue.size();
    seats.add(seat);
    seating = null;
  }

  synchronized void remove(Seat seat) {
    seats.remove(seat);
    seating = null;
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
    long wait;
    synchronized (this) {
      if (queue.isEmpty()) {
        return;
      }
      if (draining) {
        guard();
        if (pause == null || !gathering.isEnough(queue.size())) {
          return;
        }
        pause = null;
        wait = 0;
      } else {
        draining = true;
        wait = gathering.isEnough(queue.size()) ? 0 : nextFrom - System.nanoTime();
      }
      inline = wait <= 0 && seats.size() <= limits.inlineMembers();
    }
    if (inline) {
      run();
    } else {
      handOver(wait);
    }
  }

  /** Something waits for the wave under way, if there is one: until patience with it is over. */
  private void guard() {
    Wave waitedFor = unguarded;
    unguarded = null;
    if (waitedFor != null) {
      long left = drainBegan + patience - System.nanoTime();
      try {
        drains.executeAfter(Math.max(0, left), waitedFor::giveUp);
      } catch (RejectedExecutionException stopped) {
        // The node stops: nothing is waited for any more.
      }
    }
  }

  private void handOver(long wait) {
    try {
      if (wait > 0) {
        Object mine = new Object();
        synchronized (this) {
          pause = mine;
        }
        drains.executeAfter(wait, () -> end(mine));
      } else {
        drains.execute(this);
      }
    } catch (RejectedExecutionException stopped) {
      synchronized (
          this) { // the node stops: its sessions are closed, and will ask what they missed
        taken += queue.size();
        queue.clear();
        draining = false;
        pause = null;
      }
    }
  }

  private void end(Object paused) {
    synchronized (this) {
      if (pause != paused) {
        return; // as many had come before
      }
      pause = null;
    }
    run();
  }

  /** Drains once; whoever set {@code draining} calls it. */
  @Override
  public void run() {
    Wave wave = new Wave(this::settled);
    Delivery delivery;
    synchronized (this) {
      drainBegan = System.nanoTime();
      patience = Math.min(seats.size() * PATIENCE_PER_SEAT, MOST_PATIENCE);
      List<Item> items = take();
      delivery = new Delivery(items, taken, seating(), wave);
      taken += items.size();
      gathering.took(items.size());
      unguarded = wave;
      if (!queue.isEmpty()) {
        guard();
      }
    }
    delivery.begin();
  }

  private List<Item> take() {
    List<Item> items = new ArrayList<>(queue.size());
    long chars = 0;
    for (Item next = queue.peek(); next != null; next = queue.peek()) {
      chars += FRAME_CHARS + next.event().contentLength();
      if (chars > limits.fanOutChars() && !items.isEmpty()) {
        break;
      }
      items.add(queue.remove());
    }
    return items;
  }

  private void settled() {
    boolean more;
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      wait = Math.min(Math.min(now - drainBegan, patience) / PAUSE_SHARE, longestPause);
      nextFrom = now + wait;
      more = !queue.isEmpty();
      draining = more;
      unguarded = null;
      if (gathering.isEnough(queue.size())) {
        wait = 0;
      }
    }
    if (more) {
      handOver(wait);
    }
  }

  private Seating seating() {
    Seating now = seating;
    if (now == null) {
      now = Seating.of(seats);
      seating = now;
    }
    return now;
  }
}
