package dev.parley.dialect.rest;

import dev.parley.protocol.Outcome;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Writes answers that were waited for, on threads of their own: a client that does not read its
 * answer holds up one of these, and neither the log's writers nor the container. Safe for use by
 * any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Answers {
  private static final long IDLE_SECONDS = 30;

  private ThreadPoolExecutor writers;

  @Inject
  public Answers(RestLimits limits, ThreadFactory threads) {
    this.writers =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // as long as what the features let wait
            threads);
    this.writers.allowCoreThreadTimeOut(true);
  }

  protected Answers() {} // for the container's proxy

  @PreDestroy
  void stop() {
    writers.shutdownNow();
  }

  /** What was done, as the resource says it, or the problem. */
  <T> CompletionStage<Response> to(
      CompletionStage<Outcome<T>> outcome, Function<? super T, Response> done) {
    return outcome.thenApplyAsync(
        known -> known.fold(done, refusal -> Problem.of(refusal).response()), writers);
  }
}
