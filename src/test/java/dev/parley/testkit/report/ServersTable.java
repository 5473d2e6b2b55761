package dev.parley.testkit.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The table server × test group, as Markdown, of the reports that lie in a folder; below it the
 * tests that failed, and those that do not apply, with the reason. The last reports count, of
 * whichever run they are.
 */
public final class ServersTable {
  private final List<TestReport> reports;

  ServersTable(List<TestReport> reports) {
    this.reports = List.copyOf(reports);
  }

  /** Prints the table of the reports in the folder that the one argument names. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          "expected the folder of the reports, was " + List.of(arguments));
    }
    print(of(Path.of(arguments[0])), System.out);
  }

  static ServersTable of(Path folder) throws IOException {
    List<TestReport> reports = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(TestReport::isOne).sorted().toList()) {
        reports.add(TestReport.read(file));
      }
    }
    return new ServersTable(reports);
  }

  private static void print(ServersTable table, PrintStream out) {
    table.lines().forEach(out::println);
  }

  List<String> lines() {
    List<String> servers = reports.stream().map(TestReport::server).distinct().sorted().toList();
    List<String> lines = new ArrayList<>();
    lines.add("| tests | " + String.join(" | ", servers) + " |");
    lines.add("|---|" + "--:|".repeat(servers.size()));
    for (TestGroup group : TestGroup.values()) {
      lines.add(row(group.label(), servers, report -> report.group() == group));
    }
    lines.add(row("all", servers, report -> true));
    for (String server : servers) {
      append(lines, server + ", failed:", server, TestReport::failed);
      append(lines, server + ", not applicable:", server, TestReport::notApplicable);
    }
    return lines;
  }

  private void append(
      List<String> lines,
      String title,
      String server,
      Function<TestReport, List<String>> namedByReport) {
    List<String> named =
        of(server, report -> true).flatMap(report -> namedByReport.apply(report).stream()).toList();
    if (!named.isEmpty()) {
      lines.addAll(List.of("", title, ""));
      named.forEach(each -> lines.add("- " + each));
    }
  }

  private String row(String label, List<String> servers, Predicate<TestReport> counted) {
    return servers.stream()
        .map(server -> cell(of(server, counted).toList()))
        .reduce("| " + label, (line, cell) -> line + " | " + cell)
        .concat(" |");
  }

  private Stream<TestReport> of(String server, Predicate<TestReport> counted) {
    return reports.stream().filter(report -> report.server().equals(server)).filter(counted);
  }

  /** Passed, failed, not applicable; the latter two where there are any. */
  private static String cell(List<TestReport> reports) {
    int tests = reports.stream().mapToInt(TestReport::tests).sum();
    int failed = reports.stream().mapToInt(report -> report.failed().size()).sum();
    int notApplicable = reports.stream().mapToInt(report -> report.notApplicable().size()).sum();
    if (tests + notApplicable == 0) {
      return "–";
    }
    return (tests - failed)
        + (failed == 0 ? "" : ", " + failed + " failed")
        + (notApplicable == 0 ? "" : ", " + notApplicable + " n/a");
  }
}
