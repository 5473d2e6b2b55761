package dev.parley.testkit.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The table server × test group, as Markdown, of the reports that lie in a folder; below it the
 * tests that failed. The last reports count, of whichever run they are.
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
      List<String> failed =
          of(server, report -> true).flatMap(report -> report.failed().stream()).toList();
      if (!failed.isEmpty()) {
        lines.add("");
        lines.add(server + ": " + String.join(", ", failed));
      }
    }
    return lines;
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

  /** How many tests there were where all passed, else how many of them. */
  private static String cell(List<TestReport> reports) {
    int tests = reports.stream().mapToInt(TestReport::tests).sum();
    int failed = reports.stream().mapToInt(report -> report.failed().size()).sum();
    if (tests == 0) {
      return "–";
    }
    return failed == 0 ? Integer.toString(tests) : (tests - failed) + " of " + tests;
  }
}
