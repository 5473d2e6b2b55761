package dev.parley.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReaderTest {
  private final RecordReader reader = new RecordReader();

  enum Level {
    LOW,
    VERY_HIGH
  }

  record All(
      int count,
      long total,
      double ratio,
      boolean active,
      String text,
      Duration pause,
      int queueBytes,
      long bytes,
      Level level,
      List<String> words,
      List<Integer> numbers) {}

  @Test
  void bindsEveryKindOfValue() {
    All all =
        read(
                All.class,
                """
                count = 3, total = 5000000000, ratio = 0.5, active = true, text = hello, pause = 90s, queue-bytes = 1MiB,
                bytes = 2GiB, level = very-high, words = [a, b], numbers = [1, 2]
                """)
            .orElseThrow();

    assertThat(all)
        .isEqualTo(
            new All(
                3,
                5_000_000_000L,
                0.5,
                true,
                "hello",
                Duration.ofSeconds(90),
                1_048_576,
                2_147_483_648L,
                Level.VERY_HIGH,
                List.of("a", "b"),
                List.of(1, 2)));
  }

  @Test
  void bindsTextsAsVariablesAndPropertiesGiveThem() {
    All all =
        read(
                All.class,
                """
                count = "3", total = "-1", ratio = "1", active = "false", text = "7", pause = "10 m", queue-bytes = "64 KiB",
                bytes = "12", level = "LOW", words = [], numbers = ["1"]
                """)
            .orElseThrow();

    assertThat(all.pause()).isEqualTo(Duration.ofMinutes(10));
    assertThat(all.queueBytes()).isEqualTo(65_536);
    assertThat(all.bytes()).isEqualTo(12);
    assertThat(all.level()).isEqualTo(Level.LOW);
    assertThat(all.numbers()).containsExactly(1);
  }

  record OneInt(int count) {}

  record OneDouble(double ratio) {}

  record OneBoolean(boolean active) {}

  record OneDuration(Duration pause) {}

  record OneSize(int queueBytes) {}

  record OneLevel(Level level) {}

  record OneText(String text) {}

  record OneList(List<String> words) {}

  private static final Map<String, Class<? extends Record>> SINGLE =
      Map.of(
          "count", OneInt.class,
          "ratio", OneDouble.class,
          "active", OneBoolean.class,
          "pause", OneDuration.class,
          "queue-bytes", OneSize.class,
          "level", OneLevel.class,
          "text", OneText.class,
          "words", OneList.class);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count       | many          | must be a whole number, was "many"
          count       | 1.5           | must be a whole number, was 1.5
          count       | true          | must be a whole number, was true
          count       | ""            | must be a whole number, was ""
          count       | 3000000000    | must be from -2147483648 to 2147483647, was 3000000000
          count       | [1]           | must be a single value, was [1]
          count       | {a = 1}       | must be a single value, was {"a":1}
          count       | null          | must not be null
          ratio       | half          | must be a number, was "half"
          ratio       | NaN           | must be a number, was "NaN"
          active      | yes           | must be true or false, was "yes"
          active      | 1             | must be true or false, was 1
          pause       | 30            | must be a duration with its unit, such as 500ms, 30s, 10m, 1h or 30d, was 30
          pause       | 30 parsecs    | must be a duration with its unit, such as 500ms, 30s, 10m, 1h or 30d, was "30 parsecs"
          pause       | 99999999999999999999d | must be a duration with its unit, such as 500ms, 30s, 10m, 1h or 30d, was "99999999999999999999d"
          queue-bytes | -1            | must be a number of bytes, or a size with its unit, such as 64KiB, was -1
          queue-bytes | 1.5           | must be a number of bytes, or a size with its unit, such as 64KiB, was 1.5
          queue-bytes | 1 furlong     | must be a number of bytes, or a size with its unit, such as 64KiB, was "1 furlong"
          queue-bytes | 4GiB          | must be from -2147483648 to 2147483647, was "4GiB"
          level       | medium        | must be one of low, very-high, was "medium"
          text        | [a]           | must be a single value, was ["a"]
          words       | a             | must be a list, was "a"
          """)
  void refusesWhatIsNotOfTheType(String key, String value, String message) {
    assertThat(read(SINGLE.get(key), key + " = " + value)).isEmpty();
    assertThat(reader.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo("parley." + key);
              assertThat(problem.message()).isEqualTo(message);
              assertThat(problem.origin()).isEqualTo("test.conf: 1");
            });
  }

  @Test
  void aKeyThatIsMissingIsTold() {
    assertThat(read(OneInt.class, "")).isEmpty();
    assertThat(messages()).containsExactly("parley.count is missing");
  }

  @Test
  void aKeyThatNoComponentTakesIsToldWithTheClosest() {
    assertThat(read(OneInt.class, "count = 1, cuont = 2")).isEmpty();
    assertThat(messages()).containsExactly("parley.cuont is no key, the closest is parley.count");
  }

  record Maybe(
      @Nullable Duration age, Optional<Integer> count, @Nullable String text, @Nullable Long big) {}

  @Test
  void nullAndTheEmptyTextMeanNone() {
    assertThat(read(Maybe.class, "age = null, count = null, text = null, big = null"))
        .contains(new Maybe(null, Optional.empty(), null, null));
    assertThat(read(Maybe.class, "age = \"\", count = \"\", text = \"\", big = \"\""))
        .contains(new Maybe(null, Optional.empty(), null, null));
    assertThat(read(Maybe.class, "age = 1d, count = 2, text = a, big = 3"))
        .contains(new Maybe(Duration.ofDays(1), Optional.of(2), "a", 3L));
  }

  @Test
  void evenAKeyThatMayBeNullMustStandInTheFile() {
    assertThat(read(Maybe.class, "age = null, count = null, text = null")).isEmpty();
    assertThat(messages()).containsExactly("parley.big is missing");
  }

  record Range(int least, int most) {
    Range {
      if (least < 0) {
        throw new IllegalArgumentException("least must be 0 or more, was " + least);
      }
      if (most > 10) {
        throw new IllegalArgumentException("most must be 10 or less, was " + most);
      }
      if (least > most) {
        throw new IllegalArgumentException("least must not be above most, was " + least);
      }
    }
  }

  record Outer(Range range, OneInt inner) {}

  private static final String GOOD = "range {least = 1, most = 2}, inner {count = 1}";

  @Test
  void nestedRecordsAreBound() {
    assertThat(read(Outer.class, GOOD)).contains(new Outer(new Range(1, 2), new OneInt(1)));
  }

  @Test
  void anObjectIsAskedForWhereOneIsNeeded() {
    assertThat(read(Outer.class, "range = 5, inner {count = 1}")).isEmpty();
    assertThat(messages())
        .containsExactly("parley.range must be an object with the keys least, most");
  }

  @Test
  void everyValueThatAConstructorRefusesIsTold() {
    assertThat(read(Outer.class, "range {least = -1, most = 11}, inner {count = x}", GOOD))
        .isEmpty();
    assertThat(messages())
        .containsExactly(
            "parley.range.least must be 0 or more, was -1",
            "parley.range.most must be 10 or less, was 11",
            "parley.inner.count must be a whole number, was \"x\"");
  }

  @Test
  void aValueOfAnotherTypeDoesNotHideWhatTheConstructorRefuses() {
    assertThat(read(Outer.class, "range {least = x, most = 11}, inner {count = 1}", GOOD))
        .isEmpty();
    assertThat(messages())
        .containsExactly(
            "parley.range.least must be a whole number, was \"x\"",
            "parley.range.most must be 10 or less, was 11");
  }

  @Test
  void aRefusalWithoutFallbackIsToldOnce() {
    assertThat(read(Range.class, "least = -1, most = 11", "")).isEmpty();
    assertThat(messages()).containsExactly("parley.least must be 0 or more, was -1");
  }

  record Whole(int a, int b) {
    Whole {
      if (a + b > 10) {
        throw new IllegalArgumentException("the sum of a and b must be 10 or less, was " + (a + b));
      }
    }
  }

  @Test
  void aRefusalThatNamesNoKeyIsToldOfTheRecord() {
    assertThat(read(Whole.class, "a = 9, b = 9")).isEmpty();
    assertThat(messages()).containsExactly("parley the sum of a and b must be 10 or less, was 18");
  }

  record Word(String value) {
    Word {
      if (!value.matches("[a-z]+")) {
        throw new IllegalArgumentException("must be letters, was \"" + value + '"');
      }
    }
  }

  record Words(Word first, List<Word> more) {}

  @Test
  void aRecordOfOneValueTakesTheValueItself() {
    assertThat(read(Words.class, "first = a, more = [b, c]"))
        .contains(new Words(new Word("a"), List.of(new Word("b"), new Word("c"))));
  }

  @Test
  void eachRefusedElementIsToldWithItsPlace() {
    assertThat(read(Words.class, "first = \"1\", more = [b, \"2\", \"3\"]")).isEmpty();
    assertThat(messages())
        .containsExactly(
            "parley.first must be letters, was \"1\"",
            "parley.more[1] must be letters, was \"2\"",
            "parley.more[2] must be letters, was \"3\"");
  }

  record Policy(String pattern, boolean kept, @Nullable Duration age) {}

  record Policies(Policy defaults, List<Policy> rooms) {}

  record Plain(List<Policy> rooms) {}

  @Test
  void elementsTakeWhatTheyLeaveOutFromTheDefaultsBesideTheList() {
    String text =
        """
        defaults {pattern = "*", kept = true, age = 30d}
        rooms = [{pattern = "a*", kept = false}, {pattern = "b*", age = null}]
        """;

    assertThat(read(Policies.class, text).orElseThrow().rooms())
        .containsExactly(
            new Policy("a*", false, Duration.ofDays(30)), new Policy("b*", true, null));
  }

  @Test
  void elementsWithoutDefaultsMayLeaveOutWhatMayBeNull() {
    assertThat(read(Plain.class, "rooms = [{pattern = a, kept = true}]").orElseThrow().rooms())
        .containsExactly(new Policy("a", true, null));
    assertThat(read(Plain.class, "rooms = [{pattern = a}, {pattern = b, kept = x, patern = 1}]"))
        .isEmpty();
    assertThat(messages())
        .containsExactly(
            "parley.rooms[0].kept is missing",
            "parley.rooms[1].patern is no key, the closest is parley.rooms[1].pattern",
            "parley.rooms[1].kept must be true or false, was \"x\"");
  }

  record Login(String user, String adminSecret) {
    Login {
      if (adminSecret.length() < 8) {
        throw new IllegalArgumentException(
            "admin-secret must be longer, was \"" + adminSecret + '"');
      }
    }
  }

  @Test
  void aSecretIsNotShownWhenItIsRefused() {
    assertThat(read(Login.class, "user = ann, admin-secret = \"s3same\"")).isEmpty();
    assertThat(messages()).containsExactly("parley.admin-secret must be longer, was (hidden)");
  }

  @Test
  void aSecretOfAnotherTypeIsNotShownEither() {
    assertThat(read(Login.class, "user = ann, admin-secret = [s3same]")).isEmpty();
    assertThat(messages())
        .containsExactly("parley.admin-secret must be a single value, was (hidden)");
  }

  record Odd(List<List<String>> nested, Object any) {}

  @Test
  void aRecordThatCannotBeBoundIsABug() {
    assertThatThrownBy(() -> read(Odd.class, "nested = [], any = 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.lang.Object");
  }

  private List<String> messages() {
    return reader.problems().stream()
        .map(problem -> problem.key() + " " + problem.message())
        .toList();
  }

  private <R extends Record> Optional<R> read(Class<R> type, String text) {
    return reader.read("parley", type, parse(text), ConfigFactory.empty().root());
  }

  private <R extends Record> Optional<R> read(Class<R> type, String text, String fallback) {
    return reader.read("parley", type, parse(text), parse(fallback));
  }

  private static ConfigObject parse(String text) {
    ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription("test.conf");
    return ConfigFactory.parseString(text, options).root();
  }
}
