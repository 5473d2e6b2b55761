package dev.parley.room;

import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import dev.parley.room.FanOut.Item;
import dev.parley.session.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one drain brings to the seats: events that go to the same ones leave together, encoded once.
 * Each seat is served by the thread that its session names, some seats a turn, so that the tasks of
 * other rooms come in between; by the caller where it names none. The wave hears when all have been
 * served.
 */
final class Delivery {
  private static final Log LOG = Log.of(Delivery.class);

  /** Seats that are served in one turn of a thread that has other work as well. */
  private static final int TURN = 256;

  private final List<Part> parts;
  private final Wave wave;
  private final Seating to;
  private final AtomicInteger unserved;

  /**
   * Events that go to the same seats, the first and the last but one of them in the room's count.
   */
  private record Part(Outgoing message, Item item, long from, long until) {
    void to(Seat seat, Wave wave) {
      if (seat.from <= from) {
        if (!item.leavesOut(seat)) {
          seat.deliver(message, wave);
        }
      } else if (seat.from < until) {
        seat.deliver(message.from((int) (seat.from - from)), wave);
      }
    }
  }

  /** {@code first} is the place of the first of the items in the room's count. */
  Delivery(List<Item> items, long first, Seating to, Wave wave) {
    this.parts = parts(items, first);
    this.wave = wave;
    this.to = to;
    this.unserved = new AtomicInteger(to.groups().size());
  }

  private static List<Part> parts(List<Item> items, long first) {
    List<Part> parts = new ArrayList<>(1);
    int start = 0;
    while (start < items.size()) {
      int end = start + 1;
      Item item = items.get(start);
      while (item.isForAll() && end < items.size() && items.get(end).isForAll()) {
        end++;
      }
      Outgoing message = Outgoing.of(items.subList(start, end).stream().map(Item::event).toList());
      parts.add(new Part(message, item, first + start, first + end));
      start = end;
    }
    return parts;
  }

  /** Serves all; goes on after this has returned where others do so. */
  void begin() {
    if (to.size() == 0) {
      wave.allSent(0);
    }
    for (Seating.Group group : to.groups()) {
      try {
        begin(group);
      } catch (RuntimeException | Error failure) {
        cut(group.seats(), 0, failure);
        served();
      }
    }
  }

  private void begin(Seating.Group group) {
    Executor thread = group.thread();
    List<Seat> seats = group.seats();
    if (thread != null && thread != Thread.currentThread()) {
      new Turns(thread, seats).next();
      return;
    }
    serve(seats, 0, seats.size());
    served();
  }

  private void serve(List<Seat> seats, int from, int until) {
    for (int i = from; i < until; i++) { // an iterator may be what there is no memory for
      serve(seats.get(i));
    }
  }

  /** Whatever goes wrong with one, the others are served, and the wave hears of all. */
  private void serve(Seat seat) {
    try {
      for (Part part : parts) {
        part.to(seat, wave);
      }
    } catch (RuntimeException | Error bug) {
      cut(seat, bug);
    }
  }

  private static void cut(List<Seat> seats, int from, Throwable bug) {
    for (int i = from; i < seats.size(); i++) {
      cut(seats.get(i), bug);
    }
  }

  private static void cut(Seat seat, Throwable bug) {
    try {
      seat.leave(); // nothing comes after the gap
      seat.session.close(CloseCode.INTERNAL); // it would not be seen otherwise
      LOG.error("delivery-failed", bug, "session", seat.session.clientId());
    } catch (RuntimeException | Error again) {
      // The others are to be served all the same.
    }
  }

  private void served() {
    if (unserved.decrementAndGet() == 0) {
      wave.allSent(to.size());
    }
  }

  /** One group, on its own thread. */
  private final class Turns implements Runnable {
    private final Executor thread;
    private final List<Seat> seats;
    private int from;

    Turns(Executor thread, List<Seat> seats) {
      this.thread = thread;
      this.seats = seats;
    }

    void next() {
      try {
        thread.execute(this);
      } catch (RejectedExecutionException stopped) {
        run(); // the server stops; what can still be sent is
      } catch (RuntimeException | Error failure) { // whether it runs is not known
        int begin = from;
        from = seats.size();
        cut(seats, begin, failure);
        served();
      }
    }

    @Override
    public void run() {
      int end = Math.min(from + TURN, seats.size());
      int begin = from;
      from = end;
      serve(seats, begin, end);
      if (end < seats.size()) {
        next();
      } else {
        served();
      }
    }
  }
}
