package dev.parley.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One user who sends one message after the other until told to stop, and repeats each under its key
 * until it is decided. Every tenth acked one is sent again, every twentieth key is used for another
 * message, and one in three of those that are refused as unavailable is given up. Runs on a thread
 * of its own.
 */
final class Sender implements Runnable {
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(4);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(150);

  private final String name;
  private final String room;
  private final URI endpoint;
  private final Ledger ledger;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong acks = new AtomicLong();
  private @Nullable Wire wire;

  Sender(String name, String room, URI endpoint, Ledger ledger, Duration pause) {
    this.name = name;
    this.room = room;
    this.endpoint = endpoint;
    this.ledger = ledger;
    this.pause = pause;
  }

  String name() {
    return name;
  }

  long acks() {
    return acks.get();
  }

  /** No new message; the one under way is still brought to an end. */
  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    try {
      for (int number = 1; !stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS); number++) {
        String id = name + "." + number;
        boolean acked = deliver(id, id, number % 3 == 0);
        if (acked && number % 10 == 0) {
          deliver(id, id, false);
        }
        if (acked && number % 20 == 0) {
          deliver(id + "-other", id, true);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      giveUpWire();
    }
  }

  /** Tries until it is acked or refused; true for acked. */
  private boolean deliver(String id, String key, boolean mayGiveUp) throws InterruptedException {
    boolean givesUp = mayGiveUp;
    while (true) {
      Wire open = wire();
      ledger.attempt(id, room);
      Map<String, String> data = Map.of("roomId", room, "content", id, "key", key);
      Answer answer = open.ask("chat:send", data, ANSWERED_WITHIN);
      switch (answer.kind()) {
        case DONE -> {
          acks.incrementAndGet();
          ledger.acked(id, answer.data().path("seq").longValue());
          return true;
        }
        case REFUSED -> {
          ledger.refused(id, answer.code());
          givesUp &= !answer.code().equals("unconfirmed"); // it may have been carried out
          if (givesUp || !isWorthRepeating(answer)) {
            return false;
          }
          pauseAfterFailure();
        }
        case NONE -> {
          ledger.unknown(id);
          givesUp = false; // it may have been carried out
          giveUpWire();
        }
      }
    }
  }

  private static boolean isWorthRepeating(Answer answer) {
    return switch (answer.code()) {
      case "unavailable", "rate-limited", "unconfirmed" -> true;
      default -> false;
    };
  }

  /** The connection, made anew where there is none, once it is in the room. */
  private Wire wire() throws InterruptedException {
    while (true) {
      Wire open = wire;
      if (open != null) {
        return open;
      }
      Wire fresh = Wire.connect(endpoint, name, false, frame -> {}).orElse(null);
      if (fresh != null) {
        Map<String, Object> join = new HashMap<>(Map.of("roomId", room));
        if (fresh.ask("room:join", join, ANSWERED_WITHIN).isDone()) {
          wire = fresh;
        } else {
          fresh.close();
        }
      }
      if (wire == null) {
        pauseAfterFailure();
      }
    }
  }

  private void giveUpWire() {
    if (wire != null) {
      wire.close();
      wire = null;
    }
  }

  private static void pauseAfterFailure() {
    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
  }
}
