package dev.parley.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One user who sends one message after the other until told to stop, and repeats each under its key
 * until it is decided. Every tenth acked one is sent again, the key of the first and of every
 * twentieth is used for another message, every fifth is edited, and every fifteenth deleted after
 * that. One in three of those that are refused as unavailable is given up. Runs on a thread of its
 * own.
 */
final class Sender implements Runnable {
  private final String name;
  private final String room;
  private final Ledger ledger;
  private final Duration pause;
  private final PersistentWire wire;
  private final Changes changes;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong acks = new AtomicLong();
  private String messageId = ""; // of the last that was acked

  Sender(String name, String room, URI endpoint, Ledger ledger, Duration pause) {
    this.name = name;
    this.room = room;
    this.ledger = ledger;
    this.pause = pause;
    this.wire = new PersistentWire(name, room, endpoint);
    this.changes = new Changes(wire, room, ledger);
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
        if (deliver(id, id, number % 3 == 0)) {
          repeat(number, id);
          change(number, id);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      wire.close();
    }
  }

  private void repeat(int number, String id) throws InterruptedException {
    if (number % 10 == 0) {
      deliver(id, id, false);
    }
    if (number == 1 || number % 20 == 0) {
      deliver(id + "-other", id, true);
    }
  }

  private void change(int number, String id) throws InterruptedException {
    if (number % 5 == 0) {
      changes.edit(id, messageId);
    }
    if (number % 15 == 0) {
      changes.delete(id, messageId);
    }
  }

  /** Tries until it is acked or refused; true for acked. */
  private boolean deliver(String id, String key, boolean mayGiveUp) throws InterruptedException {
    boolean givesUp = mayGiveUp;
    Map<String, String> data = Map.of("roomId", room, "content", id, "key", key);
    while (true) {
      wire.open();
      ledger.attempt(id, room, key);
      Answer answer = wire.ask("chat:send", data);
      givesUp &= !answer.leavesOpen(); // it may have been carried out
      switch (answer.kind()) {
        case DONE -> {
          acks.incrementAndGet();
          ledger.acked(id, answer.data().path("seq").longValue());
          messageId = answer.data().path("messageId").asString("");
          return true;
        }
        case REFUSED -> {
          ledger.refused(id, answer.code());
          if (givesUp || !answer.isWorthRepeating()) {
            return false;
          }
          PersistentWire.pause();
        }
        case NONE -> ledger.unknown(id);
      }
    }
  }
}
