package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.identity.TokenVerifier;
import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Reply;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.room.Rooms;
import dev.parley.session.ParkedSession;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Who a session is: what a client brings to prove it. Safe for use by any thread. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class SessionCommands {
  private static final Log LOG = Log.of(SessionCommands.class);

  @Inject private TokenVerifier tokens;
  @Inject private Sessions sessions;
  @Inject private Rooms rooms;
  @Inject private Resumption resumption;
  @Inject private Greeting greeting;
  @Inject private Gate gate;

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
      Session session = exchange.session();
      exchange.reject(
          rejected.detail(),
          session.identity() == null ? why -> turnAway(session, why) : session::send);
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
    Detail barred = gate.barred(session, proven);
    if (barred != null) {
      exchange.reject(barred, why -> bar(session, why));
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

  /** Tells a session that has not proven who it is why, and ends it. */
  private static void turnAway(Session session, Reply.Error why) {
    LOG.info(
        "token-refused",
        "session",
        session.clientId(),
        "address",
        session.address(),
        "reason",
        why.detail().message());
    if (why.detail().code() == ErrorCode.UNAVAILABLE) {
      Greeting.turnAway(session, why, CloseCode.OVERLOAD, Greeting.RETRY_AFTER_MS);
    } else {
      session.send(why);
      session.close(CloseCode.INVALID_TOKEN);
    }
  }

  private static void bar(Session session, Reply.Error why) {
    LOG.info("banned-refused", "session", session.clientId(), "address", session.address());
    Greeting.turnAway(session, why, CloseCode.BANNED, 0);
  }

  private static Result authenticated(Identity proven, @Nullable Boolean resumed) {
    return new Result.Authenticated(proven.info(), proven.expiresAt(), resumed);
  }

  private boolean greet(
      Identity proven, Exchange exchange, @Nullable Boolean resumed, Collection<RoomName> toEnter) {
    return greeting.greet(
        exchange.session(), proven, toEnter, () -> exchange.ack(authenticated(proven, resumed)));
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
      turnAway(session, new Reply.Error(null, rejected.detail()));
      return;
    }
    Identity proven = ((Outcome.Done<Identity>) outcome).value();
    Detail barred = gate.barred(session, proven);
    if (barred != null) {
      bar(session, new Reply.Error(null, barred));
      return;
    }
    greeting.greet(session, proven, List.of(), () -> {});
  }
}
