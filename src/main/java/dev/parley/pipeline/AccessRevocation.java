package dev.parley.pipeline;

import dev.parley.identity.Revocation;
import dev.parley.identity.Revocations;
import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends what a user may do here, at once. Safe for use by any thread. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class AccessRevocation {
  private static final Log LOG = Log.of(AccessRevocation.class);

  @Inject private Revocations revocations;
  @Inject private Sessions sessions;

  /**
   * What was done.
   *
   * @param revokedBefore tokens issued until then count no more
   * @param sessionsClosed of this node
   */
  public record Revoked(UserId userId, Instant revokedBefore, int sessionsClosed) {}

  /**
   * Takes none of the user's tokens issued until now any more, closes the user's sessions with
   * 4502, and then keeps it in the database, which blocks. Refused as {@code LIMIT_REACHED} with
   * nothing done, or as {@code UNCONFIRMED} where all is done but for the database, which may not
   * have it: to order it again is harmless.
   */
  public Outcome<Revoked> revoke(UserId user, UserId by, @Nullable String reason) {
    return revocations.take(user, by, reason).then(this::carryOut);
  }

  private Outcome<Revoked> carryOut(Revocation taken) {
    int closed = disconnect(taken.user(), CloseCode.ACCESS_REVOKED);
    LOG.info("access-revoked", "user", taken.user(), "by", taken.by(), "sessions", closed);
    try {
      revocations.keep(taken);
    } catch (RuntimeException away) {
      LOG.error("revocation-not-kept", away, "user", taken.user());
      return Outcome.rejected(
          ErrorCode.UNCONFIRMED,
          "the access is revoked and "
              + closed
              + " sessions are closed, but the database may not have it for after a restart: revoke"
              + " again");
    }
    return Outcome.done(new Revoked(taken.user(), taken.at(), closed));
  }

  /**
   * Closes all sessions of the user on this node, each told why; answers how many. Does not block.
   */
  public int disconnect(UserId user, CloseCode reason) {
    Set<Session> all = sessions.of(user);
    for (Session session : all) {
      session.send(new Event.Goodbye(reason.reason(), 0));
      session.close(reason);
    }
    return all.size();
  }
}
