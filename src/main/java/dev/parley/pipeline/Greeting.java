package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.identity.Revocations;
import dev.parley.identity.account.EndedSignIns;
import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outbound;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.Outgoing;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;

/**
 * Lets in a client that has proven who it is. Safe for use by any thread; does not block. Whoever
 * finds the session by its user finds one that is kept when it is cut off.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Greeting {
  private static final Log LOG = Log.of(Greeting.class);

  /** When a user with too many connections may try again. */
  static final long RETRY_AFTER_MS = 5_000;

  private Sessions sessions;
  private Revocations revocations;
  private EndedSignIns ended;
  private Gate gate;
  private PresenceCommands presence;
  private Resumption resumption;
  private Welcomes welcomes;

  @Inject
  public Greeting(
      Sessions sessions,
      Revocations revocations,
      EndedSignIns ended,
      Gate gate,
      PresenceCommands presence,
      Resumption resumption,
      Welcomes welcomes) {
    this.sessions = sessions;
    this.revocations = revocations;
    this.ended = ended;
    this.gate = gate;
    this.presence = presence;
    this.resumption = resumption;
    this.welcomes = welcomes;
  }

  protected Greeting() {} // for the container's proxy

  /**
   * Welcomes the session, or says why not and closes it: its user has too many, or may not come in
   * any more.
   *
   * @param toEnter the rooms it has still to enter, which are kept with it
   * @param answer sent before the welcome
   * @return whether it is let in
   */
  boolean greet(Session session, Identity proven, Collection<RoomName> toEnter, Runnable answer) {
    Event.Welcome welcome = welcomes.of(session, proven);
    boolean known =
        sessions.identify(
            session,
            proven,
            () -> {
              answer.run();
              session.send(welcome);
            },
            () -> resumption.disconnected(session, toEnter));
    if (!known) {
      turnAway(session, CloseCode.TOO_MANY_CONNECTIONS, RETRY_AFTER_MS);
      return false;
    }
    if (revocations.isRevoked(proven)) { // since it was checked: who revoked did not see us yet
      turnAway(session, CloseCode.ACCESS_REVOKED, 0);
      return false;
    }
    if (ended.has(proven)) { // likewise
      turnAway(session, CloseCode.TOKEN_EXPIRED, 0);
      return false;
    }
    if (gate.barred(session, proven) != null) { // likewise
      turnAway(session, CloseCode.BANNED, 0);
      return false;
    }
    UserId user = proven.id();
    presence.arrived(user);
    session.onClose(() -> presence.departed(user));
    LOG.info(
        "session-opened",
        "session",
        session.clientId(),
        "user",
        user,
        "tenant",
        proven.tenant().isNone() ? null : proven.tenant(),
        "address",
        session.address());
    gate.greeted(session);
    return true;
  }

  /** Closes the session, told why in one go: a close drops what waits behind a send under way. */
  static void turnAway(Session session, Outbound why, CloseCode code, long retryAfterMs) {
    session.send(Outgoing.of(List.of(why, new Event.Goodbye(code.reason(), retryAfterMs))));
    session.close(code);
  }

  /** Closes the session with a word when to come again. */
  static void turnAway(Session session, CloseCode code, long retryAfterMs) {
    session.send(new Event.Goodbye(code.reason(), retryAfterMs));
    session.close(code);
  }
}
