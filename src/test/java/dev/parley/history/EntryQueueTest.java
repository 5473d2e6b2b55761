package dev.parley.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.pace.Gathering;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EntryQueueTest {
  private static final int MOST = 100;
  private static final long LONG = TimeUnit.MINUTES.toNanos(1);

  private final EntryQueue queue = new EntryQueue(MOST, 65_536);
  private final Gathering usual = new Gathering();

  private void offer(String content) {
    queue.offer(
        new Pending(
            new Entry.Post(new RoomName("r"), new UserId("u"), new UserName("U"), content, null),
            outcome -> {}));
  }

  /** What one taking brings, on a thread of its own. */
  private CompletableFuture<List<Pending>> take(long linger) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<Pending> batch = new ArrayList<>();
          try {
            queue.take(batch, MOST, usual, linger);
          } catch (InterruptedException cut) {
            throw new IllegalStateException(cut);
          }
          return batch;
        });
  }

  @Test
  void nobodyLingersWhereOneCameAtATime() {
    offer("a");

    assertThat(take(LONG)).succeedsWithin(Duration.ofSeconds(10)).asList().hasSize(1);
  }

  @Test
  void whoLingersGoesOnceAsManyWaitAsOfLate() {
    usual.took(2);
    offer("a");
    CompletableFuture<List<Pending>> batch = take(LONG);

    await().during(Duration.ofMillis(50)).until(() -> !batch.isDone());
    offer("b");

    assertThat(batch).succeedsWithin(Duration.ofSeconds(10)).asList().hasSize(2);
  }

  @Test
  void whoLingersGoesAfterAWhileWithWhatThereIs() {
    usual.took(2);
    offer("a");

    assertThat(take(TimeUnit.MILLISECONDS.toNanos(5)))
        .succeedsWithin(Duration.ofSeconds(10))
        .asList()
        .hasSize(1);
  }

  @Test
  void whoLingersGoesWhenTheQueueCloses() {
    usual.took(2);
    offer("a");
    CompletableFuture<List<Pending>> batch = take(LONG);

    queue.close();

    assertThat(batch).succeedsWithin(Duration.ofSeconds(10)).asList().hasSize(1);
  }
}
