package dev.parley.moderation;

import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Who waits for the database: one keeper, that carries out acts one after the other, a clerk, that
 * takes down what users report and holds up no moderator, and some readers. Safe for use by any
 * thread; does not block. Stages never fail, and complete on those threads: past {@code
 * moderation.queue} that wait, a further one is refused as {@code UNAVAILABLE} with nothing done;
 * what the database does not confirm is {@code UNCONFIRMED}, and a reading that fails {@code
 * UNAVAILABLE}.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class ModerationThreads {
  private static final Log LOG = Log.of(ModerationThreads.class);

  private ScheduledThreadPoolExecutor keeper;
  private ScheduledThreadPoolExecutor readers;
  private ScheduledThreadPoolExecutor clerk;
  private Semaphore acts;
  private Semaphore readings;
  private Semaphore reports;

  @Inject
  public ModerationThreads(ModerationLimits limits, ThreadFactory threads) {
    this.keeper = new ScheduledThreadPoolExecutor(1, threads);
    this.readers = new ScheduledThreadPoolExecutor(limits.readers(), threads);
    this.clerk = new ScheduledThreadPoolExecutor(1, threads);
    this.acts = new Semaphore(limits.queue());
    this.readings = new Semaphore(limits.queue());
    this.reports = new Semaphore(limits.queue());
  }

  protected ModerationThreads() {} // for the container's proxy

  @PreDestroy
  void stop() {
    keeper.shutdownNow();
    readers.shutdownNow();
    clerk.shutdownNow();
  }

  /**
   * Lets the keeper act.
   *
   * @param whenFailed run by the keeper where the database has not confirmed it
   */
  <T> CompletionStage<Outcome<T>> act(Supplier<Outcome<T>> act, Runnable whenFailed) {
    return write(keeper, acts, act, whenFailed);
  }

  /** Lets the clerk take down what a user reports; likewise one after the other. */
  <T> CompletionStage<Outcome<T>> takeDown(Supplier<Outcome<T>> report) {
    return write(clerk, reports, report, () -> {});
  }

  private static <T> CompletionStage<Outcome<T>> write(
      Executor threads, Semaphore places, Supplier<Outcome<T>> act, Runnable whenFailed) {
    return run(
        threads,
        places,
        () -> {
          try {
            return act.get();
          } catch (Throwable failure) { // a container's commit throws checked ones undeclared
            LOG.error("moderation-not-confirmed", failure);
            whenFailed.run();
            return Outcome.rejected(
                ErrorCode.UNCONFIRMED,
                "the database has not confirmed it: look whether it is done, or do it again");
          }
        });
  }

  <T> CompletionStage<Outcome<T>> read(Supplier<T> reading) {
    return run(
        readers,
        readings,
        () -> {
          try {
            return Outcome.done(reading.get());
          } catch (Throwable failure) {
            LOG.warn("moderation-unavailable", failure);
            return Outcome.rejected(
                ErrorCode.UNAVAILABLE, "the database cannot be reached now, try again");
          }
        });
  }

  private static <T> CompletionStage<Outcome<T>> run(
      Executor threads, Semaphore places, Supplier<Outcome<T>> work) {
    if (!places.tryAcquire()) {
      return full();
    }
    CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            places.release();
            answer.complete(work.get());
          });
    } catch (RejectedExecutionException stopping) {
      return full();
    }
    return answer;
  }

  private static <T> CompletionStage<Outcome<T>> full() {
    return Outcome.now(
        Outcome.rejected(ErrorCode.UNAVAILABLE, "too many acts wait for the database, try again"));
  }

  /** Lets the keeper do something by itself, after a while. */
  void later(Runnable task, long seconds) {
    try {
      var unused = keeper.schedule(task, seconds, TimeUnit.SECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.info("moderation-stops");
    }
  }
}
