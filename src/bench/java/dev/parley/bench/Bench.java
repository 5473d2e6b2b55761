package dev.parley.bench;

import dev.parley.history.jpa.CommitSweep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Runs the benchmarks that the system property {@code bench} names, see benchmarks.md: starts the
 * servers, gives each the same load in turn, round after round, so that slow spells of the machine
 * hit all alike, and prints medians.
 */
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    try {
      BenchOptions options = BenchOptions.of(System.getProperties());
      if (!options.workloads().isEmpty()) {
        load(options);
      }
      if (options.micro()) {
        Micro.run(options);
      }
      if (options.commits()) {
        CommitSweep.run(
            options.databases(), options.runs(), options.warm(), options.measured(), System.out);
      }
    } catch (IllegalArgumentException | IllegalStateException refused) {
      System.err.println(refused.getMessage());
      System.exit(1);
    }
  }

  private static void load(BenchOptions options) throws IOException {
    Cores cores = Cores.divide();
    System.out.println(cores);
    List<LoadedServer> servers = new ArrayList<>();
    try {
      List<Variant> variants = variants(options, servers);
      cores.giveToServers();
      System.out.printf(
          "%d workloads, %d rows, %d rounds: %d minutes or more%n",
          options.workloads().size(),
          variants.size(),
          options.runs(),
          options.estimate(variants.size()).toMinutes() + 1);
      run(options, variants);
    } finally {
      servers.forEach(LoadedServer::close);
    }
  }

  private static List<Variant> variants(BenchOptions options, List<LoadedServer> servers) {
    List<Variant> variants = new ArrayList<>();
    for (String server : options.servers()) {
      for (String database : options.databases()) {
        System.out.println("starts " + server + " with " + database);
        Gateway gateway = Gateway.start(server, database, options);
        servers.add(gateway);
        boolean first = database.equals(options.databases().get(0));
        for (boolean kept : options.history()) {
          if (kept || first) { // without history, the database makes no difference
            options.batch().forEach(batch -> variants.add(new Variant(gateway, kept, batch)));
          }
        }
      }
    }
    if (options.peer()) {
      SocketIo peer = SocketIo.start();
      servers.add(peer);
      variants.add(new Variant(peer, false, false));
      boolean acks = options.workloads().stream().anyMatch(Workload::untilAck);
      if (acks && options.databases().contains(Gateway.POSTGRESQL)) {
        SocketIo storing = SocketIo.storing();
        servers.add(storing);
        variants.add(new Variant(storing, true, false));
      }
    }
    return variants;
  }

  private static void run(BenchOptions options, List<Variant> variants) throws IOException {
    Report report = new Report();
    AttendanceReport attendance = new AttendanceReport();
    int number = 0;
    for (Workload workload : options.workloads()) {
      List<Variant> rows = rows(workload, variants);
      for (int round = 0; round <= options.runs(); round++) { // the first warms the servers up
        for (Variant row : rows) {
          number++;
          if (workload.isSilent()) {
            attend(workload, row, number, round, attendance);
          } else {
            speak(options, workload, row, number, round, report);
          }
        }
      }
    }
    report.print(System.out);
    attendance.print(System.out);
  }

  /**
   * A Socket.IO that stores messages is there for the acks. Where nobody speaks, it makes no
   * difference how messages would be kept and sent: then each server has one row.
   */
  private static List<Variant> rows(Workload workload, List<Variant> all) {
    Set<LoadedServer> seen = new HashSet<>();
    return all.stream()
        .filter(row -> row.isParley() || !row.kept() || workload.untilAck())
        .filter(row -> !workload.isSilent() || seen.add(row.server()))
        .toList();
  }

  private static void attend(
      Workload workload, Variant row, int number, int round, AttendanceReport report)
      throws IOException {
    try (Attendance attendance = new Attendance(workload, row, number)) {
      Attended attended = attendance.run();
      if (round > 0) {
        report.add(workload, row, attended);
        System.out.println(line(workload, row, round, attended));
      }
    }
  }

  private static void speak(
      BenchOptions options, Workload workload, Variant row, int number, int round, Report report)
      throws IOException {
    try (Load load = new Load(workload, row, number)) {
      Figures figures = load.run(options.warm(), options.measured());
      if (round > 0) {
        report.add(workload, row, figures);
        System.out.println(line(workload, row, round, figures));
      }
    }
  }

  private static String line(Workload workload, Variant variant, int round, Attended attended) {
    return String.format(
        Locale.ROOT,
        "%s, %s, round %d: %,.0f connections/s, %.1f KB resident each %s",
        workload.name(),
        variant.server().name(),
        round,
        attended.perSecond(),
        attended.residentKilobytes(),
        attended.trouble());
  }

  private static String line(Workload workload, Variant variant, int round, Figures figures) {
    return String.format(
        Locale.ROOT,
        "%s, %s, round %d: %,.0f/s, p50 %.2f ms, p99 %.2f ms, %.2f µs of CPU each %s",
        workload.name(),
        variant.label(),
        round,
        figures.perSecond(),
        figures.percentileMillis(50),
        figures.percentileMillis(99),
        figures.serverCpuMicros(),
        figures.trouble());
  }
}
