package dev.parley.identity.jwt;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the identity provider publishes, as last fetched. They are fetched again every
 * {@code refresh-every}, and when a token names one that is not known, but not within {@code
 * retry-pause} of the last time; the last ones stay in use while the provider is away.
 *
 * <p>Safe for use by any thread; does not block: whoever has to wait for a fetch gets its stage,
 * which is completed by the one thread of this. Past {@code waiting} that wait, one more is refused
 * as {@code UNAVAILABLE}.
 */
final class RemoteKeys {
  private static final Log LOG = Log.of(RemoteKeys.class);
  private static final Outcome<JWSVerifier> TOO_MANY_WAIT =
      Outcome.rejected(
          ErrorCode.UNAVAILABLE, "too many tokens wait for the identity provider's keys");

  private final JwksSettings settings;
  private final Ticker ticker;
  private final ScheduledThreadPoolExecutor thread;
  private final JwksRequest request;
  private final long usableNanos;
  private final AtomicInteger waiting = new AtomicInteger();

  private volatile @Nullable Fetched fetched;

  // Guarded by this.
  private @Nullable CompletableFuture<Void> underWay;
  private boolean attempted;
  private long lastAttempt;
  private boolean failed;

  private record Fetched(KeySet keys, long at) {}

  RemoteKeys(JwksSettings settings, ThreadFactory threads, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
    this.thread = new ScheduledThreadPoolExecutor(1, threads);
    this.thread.setRemoveOnCancelPolicy(true);
    this.request = new JwksRequest(settings, thread);
    this.usableNanos = settings.refreshEvery().plus(settings.outage()).toNanos();
  }

  /** Fetches the keys, and again and again until {@link #stop}. */
  void start() {
    var unused = fetch().thenRun(this::startLater);
  }

  private void startLater() {
    boolean soon = hasFailed() && settings.retryPause().compareTo(settings.refreshEvery()) < 0;
    long pause = (soon ? settings.retryPause() : settings.refreshEvery()).toMillis();
    if (!thread.isShutdown()) {
      var unused = thread.schedule(this::start, pause, TimeUnit.MILLISECONDS);
    }
  }

  void stop() {
    thread.shutdownNow();
  }

  /** The key, at once where it is known; refused where there is none, or none can be had now. */
  CompletionStage<Outcome<JWSVerifier>> find(JWSAlgorithm algorithm, @Nullable String kid) {
    Optional<JWSVerifier> known = known(algorithm, kid);
    CompletableFuture<Void> fetch = known.isPresent() ? null : fetchIfDue();
    if (fetch == null) {
      return CompletableFuture.completedFuture(known.map(Outcome::done).orElseGet(this::missing));
    }
    if (waiting.incrementAndGet() > settings.waiting()) {
      waiting.decrementAndGet();
      return CompletableFuture.completedFuture(TOO_MANY_WAIT);
    }
    return fetch.thenApply(
        done -> {
          waiting.decrementAndGet();
          return known(algorithm, kid).map(Outcome::done).orElseGet(this::missing);
        });
  }

  private Optional<JWSVerifier> known(JWSAlgorithm algorithm, @Nullable String kid) {
    Fetched last = fetched;
    return last != null && ticker.read() - last.at() <= usableNanos
        ? last.keys().find(algorithm, kid)
        : Optional.empty();
  }

  private Outcome<JWSVerifier> missing() {
    return hasFailed()
        ? Outcome.rejected(
            ErrorCode.UNAVAILABLE,
            "the identity provider's keys cannot be had now, try again later")
        : Refusals.refuse("the token's key (kid) is none of the identity provider's");
  }

  private synchronized boolean hasFailed() {
    return failed;
  }

  private synchronized @Nullable CompletableFuture<Void> fetchIfDue() {
    boolean tooSoon = attempted && ticker.read() - lastAttempt < settings.retryPause().toNanos();
    return underWay == null && tooSoon ? null : fetch();
  }

  /** Completes, never with a failure, when the fetch under way has ended, or the one now begun. */
  private synchronized CompletableFuture<Void> fetch() {
    if (underWay != null) {
      return underWay;
    }
    attempted = true;
    lastAttempt = ticker.read();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    underWay = ended;
    var unused =
        request
            .send()
            .whenCompleteAsync(
                (keys, failure) -> {
                  keep(keys, failure);
                  ended.complete(null);
                },
                thread);
    return ended;
  }

  private synchronized void keep(@Nullable KeySet keys, @Nullable Throwable failure) {
    underWay = null;
    if (keys != null) {
      if (failed || fetched == null) {
        LOG.info("jwks-fetched", "uri", settings.uri(), "keys", keys.size());
      }
      fetched = new Fetched(keys, ticker.read());
    } else if (!failed && failure != null) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      LOG.warn("jwks-unavailable", "uri", settings.uri(), "reason", cause);
    }
    failed = keys == null;
  }
}
