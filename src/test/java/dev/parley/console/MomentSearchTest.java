package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.Page;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.Message;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Of a log in which message n was said n seconds after the beginning. */
class MomentSearchTest {
  private static final Instant BEGINNING = Instant.parse("2026-03-14T09:00:00Z");
  private static final Epoch EPOCH = new Epoch("2q3k7ZxY");

  private long firstKept = 1;
  private long last;
  private int reads;

  private static Message message(long seq) {
    return Message.posted(
        new RoomName("lobby"),
        EPOCH,
        seq,
        new UserId("ann"),
        new UserName("Ann"),
        "said",
        BEGINNING.plusSeconds(seq));
  }

  private CompletionStage<Page> after(long seq) {
    reads++;
    long next = Math.max(seq + 1, firstKept);
    List<Message> found =
        LongStream.rangeClosed(next, last).limit(1).mapToObj(s -> message(s)).toList();
    return CompletableFuture.completedFuture(new Page(found, next < last));
  }

  private long firstSince(double seconds) {
    Instant moment = BEGINNING.plusMillis((long) (seconds * 1_000));
    return new MomentSearch(this::after, moment).firstSince(last).toCompletableFuture().join();
  }

  @Test
  void findsTheFirstThatWasSaidThenOrLater() {
    for (last = 0; last < 20; last++) {
      for (long seq = 1; seq <= last; seq++) {
        assertThat(firstSince(seq)).isEqualTo(seq);
        assertThat(firstSince(seq - 0.5)).isEqualTo(seq);
      }
      assertThat(firstSince(last + 1)).isEqualTo(last + 1);
    }
  }

  @Test
  void whatIsNoLongerKeptIsPassedOver() {
    last = 100;
    firstKept = 61;
    assertThat(firstSince(70)).isEqualTo(70);
    assertThat(after(firstSince(5) - 1).toCompletableFuture().join().messages().get(0).seq())
        .isEqualTo(61);
    firstKept = 101;
    assertThat(after(firstSince(5) - 1).toCompletableFuture().join().messages()).isEmpty();
  }

  @Test
  void aMillionMessagesTakeTwentyReads() {
    last = 1_000_000;
    assertThat(firstSince(123_456)).isEqualTo(123_456);
    assertThat(reads).isLessThanOrEqualTo(20);
  }
}
