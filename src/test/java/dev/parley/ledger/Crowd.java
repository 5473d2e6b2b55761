package dev.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everybody who sends and listens, each on a thread of its own; every other one by way of the
 * network that fails. One thread drives it.
 */
final class Crowd {
  static final List<String> ROOMS = List.of("attic", "cellar", "yard");
  private static final int SENDERS_A_ROOM = 4;
  private static final int RECEIVERS_A_ROOM = 6;
  private static final Duration PAUSE = Duration.ofMillis(15);
  private static final Duration SERVED_WITHIN = Duration.ofSeconds(60);

  private final List<Sender> senders = new ArrayList<>();
  private final List<Receiver> receivers = new ArrayList<>();
  private final List<Thread> sending = new ArrayList<>();
  private final List<Thread> listening = new ArrayList<>();

  Crowd(Site site, Ledger ledger) {
    for (String room : ROOMS) {
      for (int i = 1; i <= SENDERS_A_ROOM; i++) {
        var entrance = i % 2 == 0 ? site.direct() : site.proxied();
        senders.add(new Sender(room + "-s" + i, room, entrance, ledger, PAUSE));
      }
      for (int i = 1; i <= RECEIVERS_A_ROOM; i++) {
        var entrance = i % 2 == 0 ? site.direct() : site.proxied();
        var manner = new Receiver.Manner(i > RECEIVERS_A_ROOM / 2, i % 3 != 0);
        receivers.add(new Receiver(room + "-r" + i, room, entrance, manner, ledger));
      }
    }
  }

  void start() {
    receivers.forEach(receiver -> listening.add(start(receiver, receiver.name())));
    senders.forEach(sender -> sending.add(start(sender, sender.name())));
  }

  private static Thread start(Runnable work, String name) {
    return DaemonThreads.start("ledger-" + name, work);
  }

  /** Waits until everybody listens and every sender has got an ack from now on. */
  void awaitService(String when) {
    Map<String, Long> before =
        senders.stream().collect(Collectors.toMap(Sender::name, Sender::acks));
    await()
        .atMost(SERVED_WITHIN)
        .untilAsserted(
            () -> {
              assertThat(senders.stream().filter(s -> s.acks() == before.get(s.name())))
                  .as("senders without an ack " + when)
                  .extracting(Sender::name)
                  .isEmpty();
              assertThat(receivers.stream().filter(receiver -> !receiver.isInside()))
                  .as("receivers that are not back " + when)
                  .extracting(Receiver::name)
                  .isEmpty();
            });
  }

  /** No new message; waits until each is decided, or the time is up. */
  void drain() {
    senders.forEach(Sender::stop);
    awaitEnd(sending);
  }

  private static void awaitEnd(List<Thread> threads) {
    long deadline = System.nanoTime() + SERVED_WITHIN.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the crowd went home", e);
    }
  }

  /** Whether every receiver of the room is at this place. */
  boolean isUpTo(String room, long seq) {
    return receivers.stream()
        .filter(receiver -> receiver.room().equals(room))
        .allMatch(receiver -> receiver.position() == seq);
  }

  /** Who listens to the room now. */
  Set<String> listeners(String room) {
    return receivers.stream()
        .filter(receiver -> receiver.room().equals(room) && receiver.isInside())
        .map(Receiver::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  void close() {
    senders.forEach(Sender::stop);
    receivers.forEach(Receiver::stop);
    sending.forEach(Thread::interrupt);
    awaitEnd(listening);
  }
}
