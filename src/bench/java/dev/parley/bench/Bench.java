package dev.parley.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
      Report report = new Report();
      run(options, variants, report);
      report.print(System.out);
    } finally {
      servers.forEach(LoadedServer::close);
    }
  }

  private static List<Variant> variants(BenchOptions options, List<LoadedServer> servers) {
    List<Variant> variants = new ArrayList<>();
    for (String server : options.servers()) {
      for (String database : options.databases()) {
        System.out.println("starts " + server + " with " + database);
        Gateway gateway = Gateway.start(server, database, options.jvmOptions());
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
    }
    return variants;
  }

  private static void run(BenchOptions options, List<Variant> variants, Report report)
      throws IOException {
    int number = 0;
    for (Workload workload : options.workloads()) {
      for (int round = 0; round <= options.runs(); round++) { // the first warms the servers up
        for (Variant variant : variants) {
          try (Load load = new Load(workload, variant)) {
            Figures figures = load.run(++number, options.warm(), options.measured());
            if (round > 0) {
              report.add(workload, variant, figures);
              System.out.println(line(workload, variant, round, figures));
            }
          }
        }
      }
    }
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
