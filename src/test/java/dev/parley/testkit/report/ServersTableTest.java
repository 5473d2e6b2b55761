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

  @TempDir Path folder;

  @BeforeEach
  void someReports() throws IOException {
    report("dev.parley.blackbox.ChatIT-wildfly", PASSED.formatted("a") + PASSED.formatted("b"));
    report(
        "dev.parley.blackbox.ChatIT-payara-server", PASSED.formatted("a"), FAILED.formatted("b"));
    report("dev.parley.blackbox.TypingIT-wildfly", PASSED.formatted("a"));
    report("dev.parley.ledger.LedgerIT-wildfly", ERROR.formatted(""));
    report("dev.parley.WarIT-wildfly", PASSED.formatted("a"));
    report("dev.parley.blackbox.ChatIT", PASSED.formatted("ofNoServer"));
  }

  @Test
  void countsWhatPassedByGroupAndServer() throws IOException {
    assertThat(ServersTable.of(folder).lines())
        .startsWith("| tests | payara-server | wildfly |", "|---|--:|--:|")
        .contains(
            "| messages, events, presence | 1 of 2 | 3 |",
            "| recovery and restart | – | 0 of 1 |",
            "| server, database, operations | – | 1 |",
            "| all | 1 of 2 | 4 of 5 |");
  }

  @Test
  void namesWhatFailed() throws IOException {
    assertThat(ServersTable.of(folder).lines())
        .endsWith("", "payara-server: ChatIT.b", "", "wildfly: LedgerIT");
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
