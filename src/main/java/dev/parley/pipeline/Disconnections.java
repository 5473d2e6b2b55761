package dev.parley.pipeline;

import static dev.parley.protocol.Outcome.ifDone;
import static dev.parley.protocol.Outcome.refused;

import dev.parley.identity.Identity;
import dev.parley.moderation.Action;
import dev.parley.moderation.AuditLog;
import dev.parley.moderation.Authority;
import dev.parley.moderation.Reason;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions by a moderator's order, without keeping anybody out. Safe for use by any thread;
 * does not block. Stages never fail, and complete on threads that must not be kept.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class Disconnections {
  @Inject private ModeratorAuthority authority;
  @Inject private AuditLog audit;
  @Inject private Sessions sessions;

  /** How many sessions of this node were closed. */
  public record Disconnected(int sessionsClosed) {}

  /**
   * Closes one session or all of a user, once that is on record. Refused as {@code INVALID}, {@code
   * FORBIDDEN} (of staff as well), {@code NOT_FOUND} where nobody of that name is here, {@code
   * UNAVAILABLE} or {@code UNCONFIRMED}.
   */
  public CompletionStage<Outcome<Disconnected>> order(
      Identity by, @Nullable UserId user, @Nullable ClientId client, Reason reason) {
    if ((user == null) == (client == null)) {
      return refused(Detail.invalid("userId", "must be given, or else clientId, and not both"));
    }
    return authority.of(by, null).thenCompose(ifDone(had -> order(by, had, user, client, reason)));
  }

  private CompletionStage<Outcome<Disconnected>> order(
      Identity by, Authority had, @Nullable UserId user, @Nullable ClientId client, Reason reason) {
    Set<Session> found = client == null && user != null ? sessions.of(user) : of(by, client);
    if (found.isEmpty()) {
      return refused(Detail.of(ErrorCode.NOT_FOUND, "there is no such session here"));
    }
    UserId whose = found.iterator().next().user().id();
    if (found.stream().anyMatch(session -> !had.binds(session.user(), false))) {
      return refused(ModeratorAuthority.isStaff(whose));
    }
    AuditLog.Act act = new AuditLog.Act(Action.DISCONNECT, by.id(), null, reason);
    String what = client == null ? found.size() + " sessions" : "session " + client;
    return audit
        .note(act, whose, what, "closed")
        .thenApply(
            noted ->
                noted.then(
                    entry -> {
                      found.forEach(session -> close(session, reason));
                      return Outcome.done(new Disconnected(found.size()));
                    }));
  }

  private Set<Session> of(Identity by, @Nullable ClientId client) {
    Set<Session> found = new HashSet<>();
    sessions.forEach(
        session -> {
          if (session.isIdentified()
              && session.clientId().equals(client)
              && session.user().tenant().equals(by.tenant())) {
            found.add(session);
          }
        });
    return found;
  }

  private static void close(Session session, Reason reason) {
    Event why = new Event.Disconnected(reason.value());
    Greeting.turnAway(session, why, CloseCode.DISCONNECTED, 0);
  }
}
