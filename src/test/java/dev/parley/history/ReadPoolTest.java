package dev.parley.history;

import static dev.parley.history.Caller.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadPoolTest {
  private static final HistoryLimits ONE_READER_AND_TWO_WAITING =
      new HistoryLimits(1, 1, Duration.ZERO, 2, 65_536, 1, 0, 65_536, 1, Duration.ofHours(1), 1);

  private final ReadPool pool = new ReadPool(ONE_READER_AND_TWO_WAITING, Thread::new);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void readPastTheBoundFailsAtOnceAndTheOthersAreDone() {
    CompletableFuture<String> held = new CompletableFuture<>();
    CompletionStage<String> first = pool.read(held::join);
    CompletionStage<String> second = pool.read(() -> "second");
    CompletionStage<String> third = pool.read(() -> "third");

    CompletionStage<String> fourth = pool.read(() -> "fourth");

    assertThat(fourth.toCompletableFuture()).isCompletedExceptionally();
    assertThatThrownBy(() -> soon(fourth)).hasStackTraceContaining("too many reads wait");
    held.complete("first");
    assertThat(soon(first)).isEqualTo("first");
    assertThat(soon(second)).isEqualTo("second");
    assertThat(soon(third)).isEqualTo("third");
  }

  @Test
  void readThatFailsIsUnavailable() {
    CompletionStage<String> failed =
        pool.read(
            () -> {
              throw new IllegalStateException("away");
            });

    assertThatThrownBy(() -> soon(failed))
        .hasStackTraceContaining(LogUnavailableException.class.getName())
        .hasRootCauseMessage("away");
    assertThat(soon(pool.read(() -> "next"))).isEqualTo("next");
  }

  @Test
  void checkedFailureOfAContainersCommitIsUnavailableToo() {
    CompletionStage<String> failed =
        pool.read(
            () -> {
              throw Undeclared.<RuntimeException>raise(new Exception("could not commit"));
            });

    assertThatThrownBy(() -> soon(failed))
        .hasStackTraceContaining(LogUnavailableException.class.getName())
        .hasRootCauseMessage("could not commit");
  }

  @Test
  void closedPoolRefuses() {
    pool.close();

    assertThatThrownBy(() -> soon(pool.read(() -> "late")))
        .hasStackTraceContaining("the log is closed");
  }
}
