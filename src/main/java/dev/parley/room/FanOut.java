package dev.parley.room;

import dev.parley.log.Log;
import dev.parley.pace.Gathering;
import dev.parley.protocol.CloseCode;
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
 * added, in the order of publishing. Whatever fails, a drain follows: what could not be taken is
 * tried again, and where that fails as well the sessions are closed, so that no gap goes unseen.
 */
final class FanOut {
  private static final Log LOG = Log.of(FanOut.class);

  private static final int PAUSE_SHARE = 3;

  /** What fails each time must not take a whole core. */
  private static final long AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

  /** After so many failures, one after the other, what waits is given up. */
  private static final int MOST_FAILURES = 3;

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
  private boolean pausing; // before the next turn
  private long turn; // of those that were handed over, the one that is to drain
  private int failures; // one after the other
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
        if (!pausing || !gathering.isEnough(queue.size())) {
          return;
        }
        pausing = false;
        turn++; // not the one that waits
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
      } catch (RuntimeException | Error failure) {
        logged("wave-unguarded", failure); // who is slow is waited for, until its send times out
      }
    }
  }

  private void handOver(long wait) {
    long mine;
    synchronized (this) {
      mine = ++turn;
      pausing = wait > 0 && failures == 0;
    }
    try {
      if (wait > 0) {
        drains.executeAfter(wait, () -> begin(mine));
      } else {
        drains.execute(() -> begin(mine));
      }
    } catch (RejectedExecutionException stopped) {
      synchronized (
          this) { // the node stops: its sessions are closed, and will ask what they missed
        giveUp();
      }
    } catch (RuntimeException | Error noThread) { // who publishes does without
      begin(mine);
    }
  }

  private void giveUp() {
    taken += queue.size();
    queue.clear();
    draining = false;
    pausing = false;
  }

  private void begin(long mine) {
    synchronized (this) {
      if (turn != mine || !draining) {
        return; // it has been run, as many had come before or as there was no thread
      }
      turn++;
      pausing = false;
    }
    run();
  }

  /** Drains once; whoever set {@code draining} calls it. */
  private void run() {
    Delivery delivery;
    try {
      delivery = take();
    } catch (RuntimeException | Error failure) {
      failed(failure);
      return;
    }
    delivery.begin();
  }

  /** What cannot be delivered is still in the queue. */
  private synchronized Delivery take() {
    Wave wave = new Wave(this::settled);
    List<Item> items = next();
    Delivery delivery = new Delivery(items, taken, seating(), wave);
    for (int i = 0; i < items.size(); i++) {
      queue.remove();
    }
    taken += items.size();
    failures = 0;
    drainBegan = System.nanoTime();
    patience = Math.min(seats.size() * PATIENCE_PER_SEAT, MOST_PATIENCE);
    gathering.took(items.size());
    unguarded = wave;
    if (!queue.isEmpty()) {
      guard();
    }
    return delivery;
  }

  private void failed(Throwable failure) {
    logged("drain-failed", failure);
    List<Session> cut = List.of();
    synchronized (this) {
      draining = false; // whatever follows, the next event tries again
      failures++;
      if (failures == MOST_FAILURES) {
        failures = 0;
        cut = sessions();
        giveUp();
      } else {
        draining = true;
      }
    }
    if (cut.isEmpty()) {
      handOver(AFTER_FAILURE);
    }
    cut.forEach(session -> session.close(CloseCode.INTERNAL)); // they ask what they missed
  }

  private static void logged(String event, Throwable failure) {
    try {
      LOG.error(event, failure);
    } catch (RuntimeException | Error again) {
      // Not even that can be said.
    }
  }

  private List<Item> next() {
    List<Item> items = new ArrayList<>(queue.size());
    long chars = 0;
    for (Item next : queue) {
      chars += FRAME_CHARS + next.event().contentLength();
      if (chars > limits.fanOutChars() && !items.isEmpty()) {
        break;
      }
      items.add(next);
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
