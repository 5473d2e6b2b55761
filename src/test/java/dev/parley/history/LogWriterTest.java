package dev.parley.history;

import static dev.parley.history.Caller.change;
import static dev.parley.history.Caller.refusal;
import static dev.parley.history.Caller.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LogWriterTest {
  private static final HistoryLimits LIMITS =
      new HistoryLimits(1, 4, Duration.ZERO, 6, 65_536, 1, 0, 65_536, 1, Duration.ofHours(1), 1);

  /** Cannot give bytes back so many times, as where there is no memory to wait for its lock. */
  private static final class Failing extends EntryQueue {
    private final AtomicInteger times;

    Failing(int times) {
      super(6, 65_536);
      this.times = new AtomicInteger(times);
    }

    @Override
    void release() {
      if (times.getAndDecrement() > 0) {
        throw new OutOfMemoryError("Java heap space");
      }
      super.release();
    }
  }

  private static CompletableFuture<Outcome<Change>> write(EntryQueue queue, String content) {
    Entry entry =
        new Entry.Post(new RoomName("r"), new UserId("u"), new UserName("U"), content, null);
    CompletableFuture<Outcome<Change>> outcome = new CompletableFuture<>();
    assertThat(queue.offer(new Pending(entry, outcome::complete)))
        .isEqualTo(EntryQueue.Admission.TAKEN);
    return outcome;
  }

  @Test
  void goesOnAlsoWhereTheQueueFailsAgainAfterAFailure() throws InterruptedException {
    EntryQueue queue = new Failing(2);
    GroupCommit commits =
        new GroupCommit(new InstantStore(), new CommitMeters(new SimpleMeterRegistry()));
    Thread writer = new Thread(new LogWriter(queue, commits, LIMITS, () -> (room, changes) -> {}));
    writer.start();

    assertThat(refusal(soon(write(queue, "one")))).isEqualTo(ErrorCode.UNCONFIRMED);
    assertThat(change(soon(write(queue, "two")))).isInstanceOf(Change.Posted.class);

    queue.close();
    writer.join();
  }
}
