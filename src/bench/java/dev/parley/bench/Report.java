package dev.parley.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table: medians of all runs, and the ratio to Socket.IO of the same workload. */
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
    out.println();
    out.println(HEAD);
    runs.forEach(
        (workload, variants) -> {
          double peer =
              variants.entrySet().stream()
                  .filter(row -> !row.getKey().isParley())
                  .mapToDouble(row -> median(row.getValue(), Figures::perSecond))
                  .findFirst()
                  .orElse(Double.NaN);
          variants.forEach((variant, all) -> out.println(row(workload, variant, all, peer)));
        });
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

  private static String row(Workload workload, Variant variant, List<Figures> all, double peer) {
    double perSecond = median(all, Figures::perSecond);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %,.0f | %s | %.2f | %.2f | %.2f | %.0f %% |",
        workload.name(),
        variant.server().name(),
        variant.database(),
        variant.batch() ? "yes" : "no",
        perSecond,
        workload.isPaced() || Double.isNaN(peer) ? "" : ratio(perSecond / peer),
        median(all, figures -> figures.percentileMillis(50)),
        median(all, figures -> figures.percentileMillis(99)),
        median(all, Figures::serverCpuMicros),
        100 * median(all, Figures::generatorBusy));
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.1f", ratio);
  }

  private static double median(List<Figures> all, ToDoubleFunction<Figures> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
