package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.identity.Revocation;
import dev.parley.identity.Revocations;
import dev.parley.identity.apikey.ApiKey;
import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends what a user may do here, at once. Safe for use by any thread; does not block. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class AccessRevocation {
  private static final Log LOG = Log.of(AccessRevocation.class);
  private static final int IDLE_SECONDS = 60;
  private static final Detail NO_SERVICE =
      Detail.invalid(
          "userId",
          "must be a user's, was a service's (service:…), whose access ends with its API keys:"
              + " DELETE api/admin/keys/<id>");

  /** Revocations that may wait for the database; an administrator does not give more by hand. */
  private static final int MOST_WAITING = 1_000;

  private Revocations revocations;
  private Sessions sessions;
  private ThreadPoolExecutor keeper;

  @Inject
  public AccessRevocation(Revocations revocations, Sessions sessions, ThreadFactory threads) {
    this.revocations = revocations;
    this.sessions = sessions;
    // One thread: of two revocations of a user the later one is kept last.
    this.keeper =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), threads);
    this.keeper.allowCoreThreadTimeOut(true);
  }

  protected AccessRevocation() {} // for the container's proxy

  @PreDestroy
  void stop() {
    keeper.shutdown();
  }

  /**
   * What was done.
   *
   * @param revokedBefore tokens issued until then count no more
   * @param sessionsClosed of this node
   */
  public record Revoked(UserId userId, Instant revokedBefore, int sessionsClosed) {}

  /**
   * Takes none of the user's tokens issued until now any more, closes the user's sessions with
   * 4502, and then lets it be kept in the database, for which the stage waits; it never fails.
   * Refused as {@code INVALID} (a service's id) or {@code LIMIT_REACHED} with nothing done, or as
   * {@code UNCONFIRMED} where all is done but for the database, which may not have it: to order it
   * again is harmless.
   */
  public CompletionStage<Outcome<Revoked>> revoke(UserId user, UserId by, @Nullable String reason) {
    if (ApiKey.isServiceId(user)) {
      return Outcome.refused(NO_SERVICE);
    }
    Outcome<Revocation> taken = revocations.take(user, by, reason);
    if (taken instanceof Outcome.Rejected<Revocation> rejected) {
      return Outcome.refused(rejected.detail());
    }
    Revocation revocation = ((Outcome.Done<Revocation>) taken).value();
    int closed = disconnect(user, CloseCode.ACCESS_REVOKED);
    LOG.info("access-revoked", "tenant", tenant(user), "user", user, "by", by, "sessions", closed);
    return keep(revocation, closed);
  }

  private CompletionStage<Outcome<Revoked>> keep(Revocation taken, int closed) {
    CompletableFuture<Outcome<Revoked>> answer = new CompletableFuture<>();
    try {
      keeper.execute(() -> answer.complete(kept(taken, closed)));
    } catch (RejectedExecutionException full) {
      answer.complete(unconfirmed(taken, closed, full));
    }
    return answer;
  }

  private Outcome<Revoked> kept(Revocation taken, int closed) {
    try {
      revocations.keep(taken);
      return Outcome.done(new Revoked(taken.user(), taken.at(), closed));
    } catch (Throwable away) { // a container's commit throws checked ones undeclared
      return unconfirmed(taken, closed, away);
    }
  }

  private static @Nullable Tenant tenant(UserId user) {
    return user.tenant().isNone() ? null : user.tenant();
  }

  private static Outcome<Revoked> unconfirmed(Revocation taken, int closed, Throwable why) {
    LOG.error("revocation-not-kept", why, "tenant", tenant(taken.user()), "user", taken.user());
    return Outcome.rejected(
        ErrorCode.UNCONFIRMED,
        "the access is revoked and "
            + closed
            + " sessions are closed, but the database may not have it for after a restart: revoke"
            + " again");
  }

  /**
   * Closes the sessions on this node that have come by that very proof, by itself or by a ticket
   * for it, each told why. Does not block.
   */
  @SuppressWarnings("ReferenceEquality") // another proof of the same user may say the same
  public void disconnect(Identity proof, CloseCode reason) {
    for (Session session : sessions.of(proof.id())) {
      if (session.user() == proof) {
        Greeting.turnAway(session, reason, 0);
      }
    }
  }

  /**
   * Closes all sessions of the user on this node, each told why; answers how many. Does not block.
   */
  public int disconnect(UserId user, CloseCode reason) {
    Set<Session> all = sessions.of(user);
    all.forEach(session -> Greeting.turnAway(session, reason, 0));
    return all.size();
  }
}
