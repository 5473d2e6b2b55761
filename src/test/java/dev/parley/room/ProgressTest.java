package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.Change;
import dev.parley.history.LogHead;
import dev.parley.history.Missed;
import dev.parley.protocol.Event;
import dev.parley.protocol.Position;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress();

  @BeforeEach
  void atFourAndTwo() {
    assertThat(progress.open(new LogHead(Said.EPOCH, 1, 4, 2))).isEmpty();
  }

  private List<String> advance(Change... changes) {
    return inWords(progress.advance(List.of(changes)));
  }

  private static List<String> inWords(List<Event> events) {
    return events.stream().map(ProgressTest::inWords).toList();
  }

  private static String inWords(Event event) {
    if (event instanceof Event.ChatMessage said) {
      return "message " + said.message().seq();
    }
    return event instanceof Event.ChatEdited edited
        ? "edited " + edited.message().seq()
        : "deleted " + ((Event.ChatDeleted) event).message().seq();
  }

  private static Missed missed(List<Change> messages, List<Change> changed) {
    return new Missed.All(
        messages.stream().map(Change::message).toList(),
        changed.stream().map(Change::message).toList());
  }

  @Test
  void whatFollowsIsToldAtOnce() {
    assertThat(advance(Said.posted(5), Said.posted(6), Said.edited(3, 3)))
        .containsExactly("message 5", "message 6", "edited 3");
    assertThat(progress.isBehind()).isFalse();
    assertThat(progress.position()).isEqualTo(new Position(Said.EPOCH, 6, 3));
  }

  @Test
  void aSequenceThatIsSkippedHoldsBackWhatComesAfterIt() {
    assertThat(advance(Said.posted(5), Said.posted(8))).containsExactly("message 5");
    assertThat(progress.isBehind()).isTrue();
    assertThat(progress.missingUpTo()).isEqualTo(new Position(Said.EPOCH, 7, 2));
    assertThat(advance(Said.posted(9))).isEmpty();

    Missed between = missed(List.of(Said.posted(6), Said.posted(7)), List.of());

    assertThat(inWords(progress.fill(between)))
        .containsExactly("message 6", "message 7", "message 8", "message 9");
    assertThat(progress.isBehind()).isFalse();
  }

  @Test
  void aRevisionThatIsSkippedIsReadToo() {
    assertThat(advance(Said.edited(2, 5))).isEmpty();
    assertThat(progress.missingUpTo()).isEqualTo(new Position(Said.EPOCH, 4, 4));

    Missed between = missed(List.of(), List.of(Said.deleted(1, 3), Said.edited(3, 4)));

    assertThat(inWords(progress.fill(between)))
        .containsExactly("deleted 1", "edited 3", "edited 2");
    assertThat(progress.position()).isEqualTo(new Position(Said.EPOCH, 4, 5));
  }

  @Test
  void whatIsReadNewerThanItIsToldSkipsNoRevision() {
    assertThat(advance(Said.posted(6), Said.edited(1, 3), Said.edited(5, 4))).isEmpty();

    Missed between = missed(List.of(Said.edited(5, 4)), List.of()); // as it is now

    assertThat(inWords(progress.fill(between)))
        .containsExactly("message 5", "message 6", "edited 1", "edited 5");
    assertThat(progress.position()).isEqualTo(new Position(Said.EPOCH, 6, 4));
  }

  @Test
  void aRetryOfWhatNobodyHeardOfIsTold() {
    assertThat(advance(new Change.Repeated(Said.message(5, "m5")))).containsExactly("message 5");
    assertThat(advance(new Change.Repeated(Said.message(5, "m5")))).isEmpty();
    assertThat(advance(new Change.Repeated(Said.message(2, "m2")))).isEmpty();
  }

  @Test
  void aRetryOfWhatWasEditedMeanwhileMaySkipRevisionsOfOthers() {
    assertThat(advance(new Change.Repeated(Said.edited(5, 5).message()))).isEmpty();
    assertThat(progress.missingUpTo()).isEqualTo(new Position(Said.EPOCH, 4, 4));

    Missed between = missed(List.of(), List.of(Said.edited(1, 3))); // the fourth is its own

    assertThat(inWords(progress.fill(between))).containsExactly("edited 1", "message 5");
    assertThat(progress.isBehind()).isFalse();
    assertThat(progress.position()).isEqualTo(new Position(Said.EPOCH, 5, 5));
  }

  @Test
  void whatWaitsMaySkipOnceMore() {
    advance(Said.posted(6));
    advance(Said.posted(8));

    assertThat(inWords(progress.fill(missed(List.of(Said.posted(5)), List.of()))))
        .containsExactly("message 5", "message 6");
    assertThat(progress.isBehind()).isTrue();
    assertThat(inWords(progress.fill(missed(List.of(Said.posted(7)), List.of()))))
        .containsExactly("message 7", "message 8");
  }

  @Test
  void whatIsNotInTheLogAnyMoreIsNotWaitedFor() {
    advance(Said.posted(9), Said.edited(9, 5));

    assertThat(inWords(progress.fill(new Missed.Trimmed()))).containsExactly("message 9");
    assertThat(progress.isBehind()).isTrue(); // of the revision

    assertThat(inWords(progress.fill(new Missed.TooFarBack()))).containsExactly("edited 9");
    assertThat(progress.isBehind()).isFalse();
  }
}
