package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Violation;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentFiltersTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final RoomName DESK = new RoomName("desk");
  private static final UserId BOSS = new UserId("boss");

  private final ContentFilters filters = new ContentFilters();
  private final List<CompiledFilter> made = new ArrayList<>();

  private static ContentFilter filter(
      @Nullable RoomName room, FilterAction action, String pattern, List<String> words) {
    return filter(room, action, new FilterTerms(words, pattern, List.of()));
  }

  private static ContentFilter filter(
      @Nullable RoomName room, FilterAction action, FilterTerms terms) {
    return new ContentFilter(
        new ActId(1), BOSS.tenant(), room, "f", terms, action, true, BOSS, Instant.EPOCH);
  }

  private void add(ContentFilter filter) {
    made.add(CompiledFilter.of(filter).fold(compiled -> compiled, ContentFiltersTest::fail));
    filters.replace(made);
  }

  private static CompiledFilter fail(Detail refusal) {
    throw new AssertionError(refusal);
  }

  private void mask(String... words) {
    add(filter(null, FilterAction.MASK, "", List.of(words)));
  }

  private String said(String content) {
    return filters.screen(LOBBY, content).of(content);
  }

  @ParameterizedTest
  @CsvSource({
    "You FOOL!, You ****!",
    "fools and foolish, fools and foolish",
    "fool_fool-fool, ****_****-****",
    "f\u00ADo\u200Bol, ******",
    "Ｆｏｏｌ, ****",
    "fo\u0301ol, fo\u0301ol",
    "free money, **********",
    "FREE... Money?, *************?",
    "free the money, free the money",
    "STRASSE and Straße, ******* and ******",
    "ﬁle ﬁ, *** ﬁ",
    "İstanbul, ********",
    "\uD835\uDC1F\uD835\uDC28\uD835\uDC28\uD835\uDC25, ****",
    "ΟΔΟΣ οδος οδός, **** **** οδός",
    "ｶﾞ, **"
  })
  void wordsMatchWholeWordsInAnyForm(String content, String expected) {
    mask("fool", "Free  Money", "straße", "FILE", "i\u0307stanbul", "οδος", "ガ");
    assertThat(said(content)).isEqualTo(expected);
  }

  @Test
  void whatMatchesWithinAnAllowedWordDoesNotCount() {
    FilterTerms terms = new FilterTerms(List.of(), "(?i)ass", List.of("class", "brass band"));
    add(filter(null, FilterAction.MASK, terms));
    assertThat(said("Class, ass, brass band, brass")).isEqualTo("Class, ***, brass band, br***");
  }

  @Test
  void aFilterOfOneRoomCountsThereAloneAndBlockingComesFirst() {
    mask("fool");
    add(filter(DESK, FilterAction.BLOCK, "", List.of("idiot")));
    assertThat(said("fool or idiot")).isEqualTo("**** or idiot");
    assertThat(filters.screen(DESK, "fool or idiot")).isInstanceOf(Screening.Blocked.class);
    RoomName other = new RoomName(new Tenant("other"), "lobby");
    assertThat(filters.screen(other, "fool")).isSameAs(Screening.PASSED);
    Screening.Tested tested = filters.test(BOSS.tenant(), DESK, "an Idiot, a fool");
    assertThat(tested.result()).isInstanceOf(Screening.Blocked.class);
    assertThat(tested.matches().stream().flatMap(match -> match.texts().stream()))
        .containsExactly("fool", "Idiot");
  }

  @Test
  void aPatternThatWouldTakeOthersAnAgeIsLinear() {
    add(filter(null, FilterAction.MASK, "(a+)+$", List.of()));
    String content = "a".repeat(30_000) + "!";
    assertThat(said(content)).isEqualTo(content);
  }

  @Test
  void makesNothingWhereThereIsNoFilter() {
    add(filter(DESK, FilterAction.BLOCK, "", List.of("idiot")));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    int passed = screenOften();
    long before = threads.getThreadAllocatedBytes(thread);
    passed += screenOften();
    long bytes = threads.getThreadAllocatedBytes(thread) - before;
    assertThat(passed).isEqualTo(200_000);
    assertThat(bytes).as("of 100,000 messages").isLessThan(100_000);
  }

  private int screenOften() {
    int passed = 0;
    for (int i = 0; i < 100_000; i++) {
      passed += filters.screen(LOBBY, "You idiot") == Screening.PASSED ? 1 : 0;
    }
    return passed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a",
        "a*",
        "((a{100}){100}){100}",
        "(?:[]a-z]x{50}\\p{Lu}|\\Qa{9\\E){300}",
        "(?=a)",
        "\\1",
        "a\n",
        "a{2000}"
      })
  void refusesPatternsThatAreNone(String pattern) {
    assertThat(refused(new FilterTerms(List.of(), pattern, List.of()))).isEqualTo("pattern");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?!", "\u200B", "a\u0007"})
  void refusesWordsThatAreNone(String word) {
    assertThat(refused(new FilterTerms(List.of("fine", word), "", List.of())))
        .isEqualTo("words[1]");
    assertThat(refused(new FilterTerms(List.of("fine"), "", List.of(word)))).isEqualTo("allow[0]");
  }

  @Test
  void refusesTooMuch() {
    assertThat(refused(new FilterTerms(List.of(), "", List.of()))).isEqualTo("words");
    assertThat(refused(new FilterTerms(List.of("a"), "b", List.of()))).isEqualTo("words");
    assertThat(refused(new FilterTerms(List.of("a".repeat(65)), "", List.of())))
        .isEqualTo("words[0]");
    List<String> many = Collections.nCopies(1_001, "a");
    assertThat(refused(new FilterTerms(many, "", List.of()))).isEqualTo("words");
    assertThat(refused(new FilterTerms(List.of(), "a".repeat(513), List.of())))
        .isEqualTo("pattern");
  }

  private static String refused(FilterTerms terms) {
    Outcome<CompiledFilter> compiled = CompiledFilter.of(filter(null, FilterAction.MASK, terms));
    List<Violation> violations = compiled.fold(done -> List.of(), Detail::violations);
    assertThat(violations).hasSize(1);
    return violations.get(0).path();
  }
}
