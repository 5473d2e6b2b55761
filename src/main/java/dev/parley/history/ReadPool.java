package dev.parley.history;

import dev.parley.log.Log;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads that read: {@link HistoryLimits#readers} of them, {@link HistoryLimits#queueEntries}
 * reads waiting at most. Safe for use by any thread, never blocks; stages complete on its threads.
 */
final class ReadPool implements AutoCloseable {
  private static final Log LOG = Log.of(ReadPool.class);
  private static final int IDLE_SECONDS = 60;

  private final ThreadPoolExecutor readers;
  private final Availability availability = new Availability("reads");

  ReadPool(HistoryLimits limits, ThreadFactory threads) {
    readers =
        new ThreadPoolExecutor(
            limits.readers(),
            limits.readers(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.queueEntries()),
            threads);
    readers.allowCoreThreadTimeOut(true);
  }

  /** Runs the read soon; its failure is a {@link LogUnavailableException}. */
  <T> CompletionStage<T> read(Supplier<T> read) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      readers.execute(() -> complete(result, read));
    } catch (RejectedExecutionException refused) {
      String why = readers.isShutdown() ? "the log is closed" : "too many reads wait";
      result.completeExceptionally(new LogUnavailableException(why, refused));
    }
    return result;
  }

  private <T> void complete(CompletableFuture<T> result, Supplier<T> read) {
    T value;
    try {
      value = read.get();
    } catch (UndecryptableException unreadable) {
      LOG.error("what is kept cannot be decrypted", "cause", unreadable.getMessage());
      result.completeExceptionally(
          new LogUnavailableException("the room's messages cannot be decrypted", unreadable));
      return;
    } catch (Throwable failure) { // a container's commit throws checked ones undeclared
      availability.failed(failure);
      result.completeExceptionally(
          new LogUnavailableException("the database does not answer", failure));
      return;
    }
    availability.succeeded();
    result.complete(value);
  }

  /** Refuses further reads; those that wait are finished. */
  @Override
  public void close() {
    readers.shutdown();
  }
}
