package dev.parley.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the platform's own back end of System.Logger, java.util.logging. */
class LogTest {
  private final Logger backEnd = Logger.getLogger(LogTest.class.getName());
  private final Recorder recorder = new Recorder();
  private final Log log = Log.of(LogTest.class);

  @BeforeEach
  void listen() {
    backEnd.setUseParentHandlers(false);
    backEnd.addHandler(recorder);
  }

  @AfterEach
  void leave() {
    backEnd.removeHandler(recorder);
    backEnd.setUseParentHandlers(true);
    backEnd.setLevel(null);
  }

  @Test
  void aLineIsTheEventAndItsPairs() {
    log.info("session-opened", "session", "s-1", "address", "127.0.0.1:8080", "rooms", 3);

    assertThat(recorder.lines())
        .containsExactly("session-opened session=s-1 address=127.0.0.1:8080 rooms=3");
  }

  @Test
  void aValueThatIsNoSingleWordIsQuoted() {
    log.info(
        "named", "name", "Ann Lee", "says", "a \"b\" c", "path", "a\\b", "empty", "", "sum", "a=b");

    assertThat(recorder.lines())
        .containsExactly(
            "named name=\"Ann Lee\" says=\"a \\\"b\\\" c\" path=\"a\\\\b\" empty=\"\" sum=\"a=b\"");
  }

  @Test
  void aNullIsLeftOut() {
    log.info("refused", "user", null, "session", "s-1");

    assertThat(recorder.lines()).containsExactly("refused session=s-1");
  }

  @Test
  void aKeyWithoutValueDoesNotThrow() {
    log.info("odd", "key");

    assertThat(recorder.lines()).containsExactly("odd key=\"\"");
  }

  @Test
  void noValueCanForgeALine() {
    log.warn("refused", "name", "x\nlogged-in user=admin\r\u001b[2K\u2028\u202e\u0000\u0085");

    assertThat(recorder.lines())
        .containsExactly(
            "refused name=\"x\\nlogged-in user=admin\\r\\u001b[2K\\u2028\\u202e\\u0000\\u0085\"");
  }

  @Test
  void anEscapeInAValueIsNotMistakenForOneOfOurs() {
    log.info("named", "name", "a\\nb", "other", "a\nb");

    assertThat(recorder.lines()).containsExactly("named name=\"a\\\\nb\" other=\"a\\nb\"");
  }

  @Test
  void aLongValueIsCut() {
    log.info("named", "name", "x".repeat(1_234));

    assertThat(recorder.lines())
        .containsExactly("named name=\"" + "x".repeat(1_000) + "… (234 more)\"");
  }

  @Test
  void bracesAndPercentSignsAreNoPattern() {
    log.info("named", "name", "{0}%s");

    assertThat(recorder.lines()).containsExactly("named name={0}%s");
  }

  @Test
  void levelsAreTheServersOwn() {
    backEnd.setLevel(Level.ALL);
    log.debug("a");
    log.info("b");
    log.warn("c");
    log.error("d");

    assertThat(recorder.records)
        .extracting(LogRecord::getLevel)
        .containsExactly(Level.FINE, Level.INFO, Level.WARNING, Level.SEVERE);
  }

  @Test
  void whatIsBelowTheLevelIsNotEvenPutTogether() {
    backEnd.setLevel(Level.INFO);
    Object fragile =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("was asked for its text");
          }
        };

    log.debug("quiet", "value", fragile);

    assertThat(recorder.records).isEmpty();
  }

  @Test
  void somethingThrownKeepsItsTraceAndLosesItsLineBreaks() {
    IllegalStateException cause = new IllegalStateException("inner\nforged line");
    RuntimeException thrown = new RuntimeException("outer\r\nforged line", cause);
    thrown.addSuppressed(new IllegalArgumentException("aside\nforged line"));

    log.error("failed", thrown, "session", "s-1");

    Throwable shown = recorder.records.get(0).getThrown();
    assertThat(recorder.lines()).containsExactly("failed session=s-1");
    assertThat(shown.getStackTrace()).isEqualTo(thrown.getStackTrace());
    assertThat(printed(shown))
        .contains("java.lang.RuntimeException: outer\\r\\nforged line")
        .contains("java.lang.IllegalStateException: inner\\nforged line")
        .contains("java.lang.IllegalArgumentException: aside\\nforged line")
        .doesNotContain("\nforged line");
  }

  @Test
  void causesInACircleEnd() {
    RuntimeException a = new RuntimeException("a");
    RuntimeException b = new RuntimeException("b", a);
    a.initCause(b);

    log.warn("failed", a);

    assertThat(recorder.records.get(0).getThrown()).hasToString("java.lang.RuntimeException: a");
  }

  private static String printed(Throwable shown) {
    StringWriter text = new StringWriter();
    shown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static final class Recorder extends Handler {
    private final List<LogRecord> records = new ArrayList<>();

    List<String> lines() {
      return records.stream().map(LogRecord::getMessage).toList();
    }

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
