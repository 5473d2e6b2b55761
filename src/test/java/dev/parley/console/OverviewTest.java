package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OverviewTest {
  @Test
  void isReadOnTheReadersThreadAndNotOnTheCallers() {
    List<Runnable> started = new ArrayList<>();
    Reader reader =
        new Reader(
            task -> {
              started.add(task);
              return new Thread(() -> {});
            });
    Overview overview = new Overview(reader, new SimpleMeterRegistry(), Clock.systemUTC());
    CompletableFuture<?> read = overview.after(null, 1).toCompletableFuture();
    assertThat(started).hasSize(1);
    assertThat(read).as("before that thread runs").isNotDone();
  }
}
