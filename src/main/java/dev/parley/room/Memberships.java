package dev.parley.room;

import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;

/**
 * Asks and changes who was invited, on {@code room.membership-threads} threads of its own. Safe for
 * use by any thread; does not block. Stages never fail: where the store cannot be reached, or
 * {@code room.membership-queue} questions wait, the outcome is {@code UNAVAILABLE}.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Memberships {
  /** What is said where the database is away: the same as where a room's log cannot be read. */
  static final String AWAY = "the history cannot be reached now, try again";

  private static final Log LOG = Log.of(Memberships.class);
  private static final int IDLE_SECONDS = 60;
  private static final int STRIPES = 256;

  private MembershipStore store;
  private Executor threads;
  private final AtomicLongArray changes = new AtomicLongArray(STRIPES);

  @Inject
  public Memberships(MembershipStore store, RoomLimits limits, ThreadFactory factory) {
    this(store, pool(limits, factory));
  }

  Memberships(MembershipStore store, Executor threads) {
    this.store = store;
    this.threads = threads;
  }

  private static Executor pool(RoomLimits limits, ThreadFactory factory) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            limits.membershipThreads(),
            limits.membershipThreads(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.membershipQueue()),
            factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  protected Memberships() {} // for the container's proxy

  @PreDestroy
  void stop() {
    if (threads instanceof ExecutorService pool) {
      pool.shutdown();
    }
  }

  /**
   * Counts what was changed of a room, and of some others: whoever reads a standing and acts on it
   * later has to look again where the count is another by then.
   */
  long changes(RoomName room) {
    return changes.get(stripe(room));
  }

  void changed(RoomName room) {
    changes.incrementAndGet(stripe(room));
  }

  private static int stripe(RoomName room) {
    return Math.floorMod(room.hashCode(), STRIPES);
  }

  /** Lets the question be asked of the store, soon. */
  <T> CompletionStage<Outcome<T>> ask(Function<MembershipStore, Outcome<T>> question) {
    CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
    try {
      threads.execute(() -> answer.complete(answer(question)));
    } catch (RejectedExecutionException full) {
      answer.complete(Outcome.rejected(ErrorCode.UNAVAILABLE, AWAY));
    }
    return answer;
  }

  private <T> Outcome<T> answer(Function<MembershipStore, Outcome<T>> question) {
    try {
      return question.apply(store);
    } catch (Throwable failure) { // a container's commit throws checked ones undeclared
      LOG.warn("memberships-unavailable", failure);
      return Outcome.rejected(ErrorCode.UNAVAILABLE, AWAY);
    }
  }
}
