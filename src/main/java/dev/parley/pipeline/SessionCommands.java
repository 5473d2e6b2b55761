package dev.parley.pipeline;

import dev.parley.history.HistoryLimits;
import dev.parley.identity.Guests;
import dev.parley.identity.Identity;
import dev.parley.identity.Revocations;
import dev.parley.identity.TokenVerifier;
import dev.parley.log.Log;
import dev.parley.presence.Presence;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Limits;
import dev.parley.protocol.NodeName;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Reply;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Status;
import dev.parley.room.RoomLimits;
import dev.parley.room.Rooms;
import dev.parley.session.Outgoing;
import dev.parley.session.ParkedSession;
import dev.parley.session.Session;
import dev.parley.session.SessionLimits;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Who a session is, and how present. Safe for use by any thread. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class SessionCommands {
  private static final Log LOG = Log.of(SessionCommands.class);

  /** When a user with too many connections may try again. */
  private static final long RETRY_AFTER_MS = 5_000;

  @Inject private TokenVerifier tokens;
  @Inject private Guests guests;
  @Inject private Revocations revocations;
  @Inject private Sessions sessions;
  @Inject private Presence presence;
  @Inject private Rooms rooms;
  @Inject private Resumption resumption;
  @Inject private SessionLimits sessionLimits;
  @Inject private RoomLimits roomLimits;
  @Inject private HistoryLimits historyLimits;
  @Inject private RateLimits rateLimits;
  @Inject private NodeName node;

  /** Answers when the frames that follow may be carried out. */
  CompletionStage<?> auth(Command.Auth command, Exchange exchange) {
    Session session = exchange.session();
    if (command.resume() != null && session.identity() != null) {
      exchange.reject(Detail.invalid("resume", "must be given before the welcome"));
      return Route.NOW;
    }
    return tokens
        .verify(command.token())
        .thenCompose(verified -> answer(verified, command, exchange))
        .whenComplete((done, bug) -> closeAfter(bug, session));
  }

  private CompletionStage<?> answer(
      Outcome<Identity> verified, Command.Auth command, Exchange exchange) {
    if (verified instanceof Outcome.Rejected<Identity> rejected) {
      exchange.reject(rejected.detail());
      turnAway(exchange.session(), rejected.detail());
      return Route.NOW;
    }
    return proven(((Outcome.Done<Identity>) verified).value(), command, exchange);
  }

  private CompletionStage<?> proven(Identity proven, Command.Auth command, Exchange exchange) {
    Session session = exchange.session();
    Identity known = session.identity();
    if (known != null && !known.id().equals(proven.id())) {
      exchange.reject(
          Detail.of(ErrorCode.FORBIDDEN, "the token is another user's; connect anew for that"));
      return Route.NOW;
    }
    if (command.batch() != null) {
      session.batching(command.batch());
    }
    if (known != null) {
      sessions.renew(session, proven);
      rooms.renewed(session);
      exchange.ack(authenticated(proven, null));
    } else if (command.resume() != null) {
      return comeBack(command.resume().within(proven.tenant()), proven, exchange);
    } else {
      greet(proven, exchange, null, List.of());
    }
    return Route.NOW;
  }

  /** Ends a session that has not proven who it is, once it was told why; others go on. */
  private static void turnAway(Session session, Detail detail) {
    if (session.identity() == null) {
      LOG.info(
          "token-refused",
          "session",
          session.clientId(),
          "address",
          session.address(),
          "reason",
          detail.message());
      boolean later = detail.code() == ErrorCode.UNAVAILABLE;
      if (later) {
        session.send(new Event.Goodbye(CloseCode.OVERLOAD.reason(), RETRY_AFTER_MS));
      }
      session.close(later ? CloseCode.OVERLOAD : CloseCode.INVALID_TOKEN);
    }
  }

  private static Result authenticated(Identity proven, @Nullable Boolean resumed) {
    return new Result.Authenticated(proven.info(), proven.expiresAt(), resumed);
  }

  private boolean greet(
      Identity proven, Exchange exchange, @Nullable Boolean resumed, Collection<RoomName> toEnter) {
    Session session = exchange.session();
    Event.Welcome welcome = welcomeOf(session, proven);
    return admit(
        session,
        proven,
        toEnter,
        () -> {
          exchange.ack(authenticated(proven, resumed));
          session.send(welcome);
        });
  }

  /** Goes on with the session that the client names, if it is the user's and still there. */
  private CompletionStage<?> comeBack(Command.Resume resume, Identity proven, Exchange exchange) {
    return resumption
        .claim(resume, proven.id())
        .thenCompose(before -> goOn(before, resume, proven, exchange));
  }

  /** Nobody else would tell the client that it was not let in: it has to come again. */
  private static void closeAfter(@Nullable Throwable bug, Session session) {
    if (bug != null) {
      LOG.error("auth-failed", bug, "session", session.clientId());
      session.close(CloseCode.INTERNAL);
    }
  }

  private CompletionStage<?> goOn(
      @Nullable ParkedSession before, Command.Resume resume, Identity proven, Exchange exchange) {
    if (before == null) {
      greet(proven, exchange, false, List.of());
      return Route.NOW;
    }
    exchange.session().goOnWith(before);
    Collection<RoomName> toEnter = new ConcurrentSkipListSet<>(before.rooms());
    if (greet(proven, exchange, true, toEnter)) {
      return resumption.restore(exchange.session(), toEnter, resume);
    }
    resumption.release(before);
    return Route.NOW;
  }

  /**
   * Welcomes a session whose handshake has brought a proof, or closes it when that proves nothing
   * or its user has too many.
   */
  CompletionStage<?> welcome(Session session, CompletionStage<Outcome<Identity>> proof) {
    return proof
        .thenAccept(outcome -> welcome(session, outcome))
        .whenComplete((done, bug) -> closeAfter(bug, session));
  }

  private void welcome(Session session, Outcome<Identity> outcome) {
    if (outcome instanceof Outcome.Rejected<Identity> rejected) {
      session.send(new Reply.Error(null, rejected.detail()));
      turnAway(session, rejected.detail());
      return;
    }
    Identity proven = ((Outcome.Done<Identity>) outcome).value();
    Event.Welcome welcome = welcomeOf(session, proven);
    admit(session, proven, List.of(), () -> session.send(welcome));
  }

  private boolean admit(
      Session session, Identity proven, Collection<RoomName> toEnter, Runnable greeting) {
    if (!sessions.identify(session, proven, greeting)) {
      session.send(new Event.Goodbye(CloseCode.TOO_MANY_CONNECTIONS.reason(), RETRY_AFTER_MS));
      session.close(CloseCode.TOO_MANY_CONNECTIONS);
      return false;
    }
    if (revocations.isRevoked(proven)) { // since it was checked: who revoked did not see us yet
      session.send(new Event.Goodbye(CloseCode.ACCESS_REVOKED.reason(), 0));
      session.close(CloseCode.ACCESS_REVOKED);
      return false;
    }
    if (presence.arrived(proven.id())) { // still in a room, maybe, and told to be offline there
      tellPresence(new Event.PresenceChanged(proven.id(), Status.ONLINE, null));
    }
    session.onClose(
        () -> {
          presence.departed(proven.id());
          resumption.disconnected(session, toEnter);
        });
    LOG.info(
        "session-opened",
        "session",
        session.clientId(),
        "user",
        proven.id(),
        "tenant",
        proven.tenant().isNone() ? null : proven.tenant(),
        "address",
        session.address());
    return true;
  }

  private Event.Welcome welcomeOf(Session session, Identity user) {
    return new Event.Welcome(
        session.clientId(),
        session.id(),
        user.info(),
        sessionLimits.heartbeat().toMillis(),
        limits(),
        node.value(),
        user.isGuest() ? guests.tokenFor(user) : null);
  }

  private Limits limits() {
    return new Limits(
        (int) sessionLimits.frameBytes(),
        roomLimits.contentChars(),
        rateLimits.commandsPerSecond(),
        rateLimits.burst(),
        roomLimits.perSession(),
        historyLimits.pageMessages(),
        roomLimits.typing().toMillis(),
        sessionLimits.resume().toMillis());
  }

  void setPresence(Command.SetPresence command, Exchange exchange) {
    Identity user = exchange.session().user();
    Event.@Nullable PresenceChanged changed =
        presence.set(user.id(), command.status(), command.text());
    if (changed != null) {
      tellPresence(changed);
    }
    exchange.ack(new Result.Done());
  }

  /** Tells those who share a room with the user, each session once. */
  void tellPresence(Event.PresenceChanged changed) {
    Outgoing shared = Outgoing.of(changed);
    rooms.neighbours(changed.userId()).forEach(neighbour -> neighbour.send(shared));
  }
}
