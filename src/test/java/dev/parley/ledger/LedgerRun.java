package dev.parley.ledger;

import static org.awaitility.Awaitility.await;

import dev.parley.ledger.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One run: traffic, faults one after the other, healing, draining, the books. One thread drives it.
 */
final class LedgerRun {
  private static final Duration LEAST_HELD = Duration.ofMillis(100);
  private static final Duration MOST_PEACE = Duration.ofMillis(1_500);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

  private final LedgerSettings settings;
  private final Site site;
  private final Random random;
  private final Ledger ledger = new Ledger();
  private final Crowd crowd;
  private final Map<String, Integer> injected = new TreeMap<>();

  LedgerRun(LedgerSettings settings, Site site) {
    this.settings = settings;
    this.site = site;
    this.random = new Random(settings.seed());
    this.crowd = new Crowd(site, ledger);
  }

  /** Runs it all and answers what is in the books; fails where the service does not come back. */
  Books run() throws InterruptedException {
    Deck deck = Deck.of(site.faults(), settings.faults(), random);
    int rounds = settings.rounds() == 0 ? deck.size() : settings.rounds();
    try {
      crowd.start();
      crowd.awaitService("at the start");
      for (int round = 1; round <= rounds; round++) {
        round(round, deck.next());
      }
      crowd.drain();
      return books();
    } finally {
      deck.healAll();
      crowd.close();
    }
  }

  private void round(int round, Fault fault) {
    pause(Duration.ZERO, MOST_PEACE);
    try {
      fault.inject();
      pause(LEAST_HELD, fault.most());
    } finally {
      fault.heal();
    }
    injected.merge(fault.told(), 1, Integer::sum);
    long healed = System.nanoTime();
    String when = "after %s, round %d, seed %d".formatted(fault.name(), round, settings.seed());
    try {
      crowd.awaitService(when);
    } catch (ConditionTimeoutException notServed) {
      site.dumpThreads();
      throw notServed;
    }
    System.out.printf("ledger: served %s ms %s%n", (System.nanoTime() - healed) / 1_000_000, when);
  }

  private void pause(Duration least, Duration most) {
    long span = Math.max(1, most.minus(least).toNanos());
    long end = System.nanoTime() + least.toNanos() + Math.floorMod(random.nextLong(), span);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private Books books() throws InterruptedException {
    Map<String, List<Kept>> history = new HashMap<>();
    Map<String, Presence> presence = new HashMap<>();
    List<String> troubles = new ArrayList<>();
    for (String room : Crowd.ROOMS) {
      try (Witness witness = Witness.in(room, site.direct(), ledger)) {
        witness.speak();
        List<Kept> log = witness.history();
        history.put(room, log);
        settle(() -> crowd.isUpTo(room, log.size()));
        settle(() -> presenceOf(witness, room).isRight());
        presence.put(room, presenceOf(witness, room));
        troubles.addAll(witness.troubles());
      }
    }
    return new Books(
        ledger.sendings(), history, ledger.receptions(), presence, ledger.refusals(), troubles);
  }

  private Presence presenceOf(Witness witness, String room) throws InterruptedException {
    Set<String> connected = new HashSet<>(crowd.listeners(room));
    connected.add(witness.name());
    return new Presence(connected, witness.members());
  }

  /** Gives it time; whether it came to be so, the checks tell, and what is missing. */
  private static void settle(Callable<Boolean> settled) {
    try {
      await().atMost(SETTLED_WITHIN).pollInterval(200, TimeUnit.MILLISECONDS).until(settled);
    } catch (ConditionTimeoutException notYet) {
      // A check has a better message than this.
    }
  }

  /** How many joins brought all that was missed. */
  long recovered() {
    return ledger.counts().recovered();
  }

  /** What happened, in a few lines. */
  String figures() {
    Ledger.Counts counts = ledger.counts();
    return """
    ledger: %s, seed %d, %d rounds %s
      messages %d, attempts %d, acked %d, refused %d %s, unknown %d, changes %d
      receipts %d, recovered joins %d, sessions resumed %d, gaps announced %s
    """
        .formatted(
            site.database(),
            settings.seed(),
            injected.values().stream().mapToInt(Integer::intValue).sum(),
            injected,
            counts.messages(),
            counts.attempts(),
            counts.acks(),
            counts.refused(),
            ledger.refusals(),
            counts.unknown(),
            counts.changes(),
            counts.receipts(),
            counts.recovered(),
            counts.resumed(),
            counts.gaps());
  }
}
