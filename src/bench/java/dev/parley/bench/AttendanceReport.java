package dev.parley.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The table of the workloads in which nobody speaks: medians of all runs, and ratios to Socket.IO.
 */
final class AttendanceReport {
  private static final String HEAD =
      """
      | workload | server | connections a second | × Socket.IO | server CPU µs a join \
      | live heap KB each | resident KB each | × Socket.IO | server CPU µs a leave |
      |---|---|--:|--:|--:|--:|--:|--:|--:|""";

  private final Map<Workload, Map<Variant, List<Attended>>> runs = new LinkedHashMap<>();

  void add(Workload workload, Variant variant, Attended attended) {
    runs.computeIfAbsent(workload, w -> new LinkedHashMap<>())
        .computeIfAbsent(variant, v -> new ArrayList<>())
        .add(attended);
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
                (variant, all) -> out.println(row(workload, variant, all, peer(variants)))));
    out.println();
  }

  private static List<Attended> peer(Map<Variant, List<Attended>> variants) {
    return variants.entrySet().stream()
        .filter(row -> !row.getKey().isParley())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  private static String row(
      Workload workload, Variant variant, List<Attended> all, List<Attended> peer) {
    double heap = Median.of(all, Attended::heapKilobytes);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %s | %,.0f | %s | %.1f | %s | %,.0f |",
        workload.name(),
        variant.server().name(),
        Median.of(all, Attended::perSecond),
        ratio(all, peer, Attended::perSecond),
        Median.of(all, Attended::joinMicros),
        Double.isNaN(heap) ? "" : String.format(Locale.ROOT, "%.1f", heap),
        Median.of(all, Attended::residentKilobytes),
        ratio(all, peer, Attended::residentKilobytes),
        Median.of(all, Attended::leaveMicros));
  }

  private static String ratio(
      List<Attended> all, List<Attended> peer, ToDoubleFunction<Attended> figure) {
    return peer.isEmpty() ? "" : Median.ratio(Median.of(all, figure) / Median.of(peer, figure));
  }
}
