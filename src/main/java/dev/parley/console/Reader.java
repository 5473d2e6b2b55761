package dev.parley.console;

import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The one thread on which everything for the console is read, sorted and searched, one thing after
 * the other: however many consoles are open, they take one processor at most, and none of the
 * container's threads. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Reader {
  /** Reads that may wait; past it one is refused as {@code UNAVAILABLE}. */
  static final int MOST_WAITING = 200;

  private static final Log LOG = Log.of(Reader.class);

  private ScheduledThreadPoolExecutor thread;
  private AtomicInteger waiting;

  @Inject
  public Reader(ThreadFactory threads) {
    this.thread = new ScheduledThreadPoolExecutor(1, threads);
    this.waiting = new AtomicInteger();
  }

  protected Reader() {} // for the container's proxy

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }

  /** Does something once a second from now on. */
  void everySecond(Runnable work) {
    var unused =
        thread.scheduleAtFixedRate(
            () -> {
              try {
                work.run();
              } catch (RuntimeException | Error bug) { // the next one must come all the same
                LOG.error("console-reading-failed", bug);
              }
            },
            1,
            1,
            TimeUnit.SECONDS);
  }

  /** What is read, on that thread; the stage completes on it. */
  <T> CompletionStage<Outcome<T>> read(Supplier<Outcome<T>> work) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return Outcome.now(
          Outcome.rejected(ErrorCode.UNAVAILABLE, "too much is asked by the console, try again"));
    }
    CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
    thread.execute(
        () -> {
          waiting.decrementAndGet();
          try {
            answer.complete(work.get());
          } catch (RuntimeException | Error bug) {
            answer.completeExceptionally(bug);
          }
        });
    return answer;
  }
}
