package dev.parley.bench;

import static java.util.Comparator.comparing;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table: medians of all runs, and the ratio to Socket.IO of the same workload: to the one that
 * stores messages in the same kind of database, where there is one, else to the one that stores
 * nothing.
 */
final class Report {
  private static final String HEAD =
      """
      | workload | server | database | batches | per second | × Socket.IO | p50 ms | p99 ms \
      | server CPU µs each | generator busy |
      |---|---|---|---|--:|--:|--:|--:|--:|--:|""";

  private final Map<Workload, Map<Variant, List<Figures>>> runs = new LinkedHashMap<>();

  void add(Workload workload, Variant variant, Figures figures) {
    runs.computeIfAbsent(workload, w -> new LinkedHashMap<>())
        .computeIfAbsent(variant, v -> new ArrayList<>())
        .add(figures);
  }

  void print(PrintStream out) {
    if (runs.isEmpty()) {
      return;
    }
    out.println();
    out.println(HEAD);
    runs.forEach(
        (workload, variants) ->
            variants.forEach(
                (variant, all) ->
                    out.println(row(workload, variant, all, peer(variants, variant)))));
    runs.forEach(
        (workload, variants) ->
            variants.forEach(
                (variant, all) ->
                    all.stream()
                        .map(Figures::trouble)
                        .filter(trouble -> !trouble.isEmpty())
                        .forEach(
                            trouble ->
                                out.printf(
                                    "%nTrouble: %s, %s: %s%n",
                                    workload.name(), variant.label(), trouble))));
    out.println();
  }

  private static double peer(Map<Variant, List<Figures>> variants, Variant of) {
    return variants.entrySet().stream()
        .filter(row -> !row.getKey().isParley())
        .sorted(comparing(row -> !row.getKey().database().equals(of.database())))
        .mapToDouble(row -> Median.of(row.getValue(), Figures::perSecond))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static String row(Workload workload, Variant variant, List<Figures> all, double peer) {
    double perSecond = Median.of(all, Figures::perSecond);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %,.0f | %s | %.2f | %.2f | %.2f | %.0f %% |",
        workload.name(),
        variant.server().name(),
        variant.database(),
        variant.batch() ? "yes" : "no",
        perSecond,
        workload.isPaced() || Double.isNaN(peer) ? "" : Median.ratio(perSecond / peer),
        Median.of(all, figures -> figures.percentileMillis(50)),
        Median.of(all, figures -> figures.percentileMillis(99)),
        Median.of(all, Figures::serverCpuMicros),
        100 * Median.of(all, Figures::generatorBusy));
  }
}
