package dev.parley.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTableTest {
  private static final String PASSED = "<testcase name='%s' classname='x'/>";
  private static final String FAILED =
      "<testcase name='%s' classname='x'><failure message='no'/></testcase>";
  private static final String ERROR =
      "<testcase name='%s' classname='x'><error message='no'/></testcase>";
  private static final String ABORTED =
      "<testcase name='%s' classname='x'><skipped type='org.opentest4j.TestAbortedException'>"
          + "org.opentest4j.TestAbortedException: its own way\n\tat x.Y.z(Y.java:1)"
          + "</skipped></testcase>";

  @TempDir Path folder;

  @BeforeEach
  void someReports() throws IOException {
    report("dev.parley.blackbox.ChatIT-wildfly", PASSED.formatted("a") + PASSED.formatted("b"));
    report(
        "dev.parley.blackbox.ChatIT-payara-server", PASSED.formatted("a"), FAILED.formatted("b"));
    report("dev.parley.blackbox.TypingIT-wildfly", PASSED.formatted("a"));
    report("dev.parley.blackbox.EmitIT-payara-server", ABORTED.formatted("c"));
    report("dev.parley.ledger.LedgerIT-wildfly", ERROR.formatted(""));
    report("dev.parley.WarIT-wildfly", PASSED.formatted("a"));
    report("dev.parley.blackbox.ChatIT", PASSED.formatted("ofNoServer"));
  }

  @Test
  void countsWhatPassedByGroupAndServer() throws IOException {
    assertThat(ServersTable.of(folder).lines())
        .startsWith("| tests | payara-server | wildfly |", "|---|--:|--:|")
        .contains(
            "| messages, events, presence | 1, 1 failed, 1 n/a | 3 |",
            "| recovery and restart | – | 0, 1 failed |",
            "| server, database, operations | – | 1 |",
            "| all | 1, 1 failed, 1 n/a | 4, 1 failed |");
  }

  @Test
  void namesWhatFailedAndWhatDoesNotApply() throws IOException {
    assertThat(ServersTable.of(folder).lines())
        .endsWith(
            "",
            "payara-server, failed:",
            "",
            "- ChatIT.b",
            "",
            "payara-server, not applicable:",
            "",
            "- EmitIT.c: its own way",
            "",
            "wildfly, failed:",
            "",
            "- LedgerIT");
  }

  @Test
  void saysWhichReportCannotBeRead() throws IOException {
    report("dev.parley.blackbox.CapsIT-wildfly", "<testcase");
    assertThatThrownBy(() -> ServersTable.of(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CapsIT-wildfly.xml");
  }

  private void report(String name, String... cases) throws IOException {
    Files.writeString(
        folder.resolve("TEST-" + name + ".xml"),
        "<testsuite>" + String.join("", cases) + "</testsuite>");
  }
}
