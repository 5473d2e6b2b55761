package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Command;
import dev.parley.protocol.Outcome;
import dev.parley.session.Codec;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import dev.parley.session.Transport;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where a dialect hands its connections over. Safe for use by any thread; does not block. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Pipeline {
  private static final Log LOG = Log.of(Pipeline.class);

  @Inject private Sessions sessions;
  @Inject private SessionCommands sessionCommands;
  @Inject private PresenceCommands presenceCommands;
  @Inject private RoomCommands roomCommands;
  @Inject private ChatCommands chatCommands;
  @Inject private EmitCommands emitCommands;
  @Inject private InvitationCommands invitationCommands;
  @Inject private ReportCommands reportCommands;
  @Inject private CommandValidator validator;
  @Inject private CommandMeters meters;
  @Inject private RateLimits rateLimits;
  @Inject private RateBudgets rateBudgets;
  @Inject private Gate gate;

  /**
   * Begins the conversation of a new connection; null when it would pass a cap on connections. With
   * a proof that the handshake has brought, the session is welcomed as soon as that is known to
   * hold, or closed where it does not or its user has too many; frames wait until then. Without one
   * it has to say who it is.
   */
  public @Nullable Conversation open(
      String address,
      Transport transport,
      Codec codec,
      boolean batching,
      @Nullable CompletionStage<Outcome<Identity>> proof) {
    Session session = sessions.open(address, transport, codec);
    if (session == null) {
      return null;
    }
    session.batching(batching);
    session.onClose(() -> closed(session));
    RateLimiter rate =
        new RateLimiter(rateLimits, TimeMeter.SYSTEM_NANOTIME, rateBudgets.of(session));
    session.limitedBy(rate::state);
    Conversation conversation = new Conversation(session, rate, this);
    if (proof != null) {
      conversation.waitFor(sessionCommands.welcome(session, proof));
    }
    return conversation;
  }

  private void closed(Session session) {
    Identity user = session.identity();
    CloseCode code = session.closeCode();
    String reason = code == null ? CommandMeters.CONNECTION_ENDED : code.reason();
    LOG.info(
        "session-closed",
        "session",
        session.clientId(),
        "user",
        user == null ? null : user.id(),
        "reason",
        reason);
    meters.closed(code);
  }

  Command.Visitor<CompletionStage<?>> route(Exchange exchange) {
    return new Route(
        exchange,
        sessionCommands,
        presenceCommands,
        roomCommands,
        chatCommands,
        emitCommands,
        invitationCommands,
        reportCommands);
  }

  Gate gate() {
    return gate;
  }

  CommandValidator validator() {
    return validator;
  }

  CommandMeters meters() {
    return meters;
  }

  RateLimits rateLimits() {
    return rateLimits;
  }
}
