package dev.parley.history.jpa;

import dev.parley.bench.Median;
import dev.parley.boot.config.TestSettings;
import dev.parley.history.Entry;
import dev.parley.history.HistoryPolicy;
import dev.parley.history.PolicyByRoom;
import dev.parley.history.RoomRetentions;
import dev.parley.history.StoredLog;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Messages committed in a second under one setting after the other, round after round in one JVM:
 * writers, provider and database, and nothing above them. H2 with the provider of Payara Micro,
 * PostgreSQL with that of WildFly.
 */
public final class CommitSweep {
  private static final int OUTSTANDING = 1_024;
  private static final int ROOMS = 64;
  private static final String AS_IT_COMES = "as it comes";
  private static final List<String> SETTINGS =
      List.of(
          AS_IT_COMES,
          "history.writers=1",
          "history.writers=4",
          "history.batch-entries=32",
          "history.batch-entries=64",
          "history.batch-entries=1000",
          "history.linger=0s");

  private record Row(int rooms, String setting) {}

  private CommitSweep() {}

  /** Prints a table for each database; {@code warm} is how long each setting runs before. */
  public static void run(
      List<String> databases, int rounds, Duration warm, Duration measured, PrintStream out)
      throws IOException, InterruptedException {
    for (String database : databases) {
      Map<Row, List<Double>> rates = new LinkedHashMap<>();
      Path folder = Files.createTempDirectory("commits");
      boolean h2 = database.equals("h2");
      try (TestDatabase place = h2 ? TestDatabase.h2(folder) : TestDatabase.postgres()) {
        new Schema(place.pool()).migrate();
        try (EntityManagerFactory unit =
            (h2 ? Provider.ECLIPSELINK : Provider.HIBERNATE).unit(place.pool())) {
          for (int round = 0; round <= rounds; round++) {
            for (int rooms : new int[] {ROOMS, 1}) {
              for (String setting : SETTINGS) {
                double rate = rate(unit, rooms, setting, round == 0 ? warm : measured);
                if (round > 0) {
                  rates
                      .computeIfAbsent(new Row(rooms, setting), row -> new ArrayList<>())
                      .add(rate);
                }
              }
            }
          }
        }
      }
      print(database, rates, out);
    }
  }

  private static double rate(
      EntityManagerFactory unit, int rooms, String setting, Duration duration)
      throws InterruptedException {
    HistoryPolicy policy = PolicyByRoom.KEEP_ALL;
    Clock clock = Clock.systemUTC();
    StoredLog log =
        new StoredLog(
            new LocalLogStore(unit, clock, new MessageBodies(policy, TestKeys.CIPHER)),
            (setting.equals(AS_IT_COMES)
                    ? TestSettings.with()
                    : TestSettings.with(("parley." + setting).split("=", 2)))
                .history(),
            policy,
            new RoomRetentions(),
            clock,
            Thread::new,
            new SimpleMeterRegistry());
    log.start();
    try {
      List<Entry> entries = entries(rooms);
      long began = System.nanoTime();
      long written = 0;
      while (System.nanoTime() - began < duration.toNanos()) {
        write(log, entries);
        written += entries.size();
      }
      return written * 1e9 / (System.nanoTime() - began);
    } finally {
      log.close();
    }
  }

  private static List<Entry> entries(int rooms) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < OUTSTANDING; i++) {
      RoomName room = new RoomName("room" + i % rooms);
      entries.add(
          new Entry.Post(room, new UserId("ada"), new UserName("Ada"), "w".repeat(56), null));
    }
    return entries;
  }

  private static void write(StoredLog log, List<Entry> entries) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(entries.size());
    for (Entry entry : entries) {
      log.write(entry, outcome -> done.countDown());
    }
    done.await();
  }

  private static void print(String database, Map<Row, List<Double>> rates, PrintStream out) {
    out.println();
    out.println("| rooms | database | setting | messages a second | × as it comes |");
    out.println("|--:|---|---|--:|--:|");
    rates.forEach(
        (row, all) -> {
          double standard =
              Median.of(rates.get(new Row(row.rooms(), AS_IT_COMES)), Double::doubleValue);
          double median = Median.of(all, Double::doubleValue);
          out.printf(
              Locale.ROOT,
              "| %d | %s | %s | %,.0f | %s |%n",
              row.rooms(),
              database,
              row.setting(),
              median,
              Median.ratio(median / standard));
        });
  }
}
