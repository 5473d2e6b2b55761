package dev.parley.pipeline;

import dev.parley.history.HistoryLimits;
import dev.parley.identity.Guests;
import dev.parley.identity.Identity;
import dev.parley.protocol.Event;
import dev.parley.protocol.Limits;
import dev.parley.protocol.NodeName;
import dev.parley.room.RoomLimits;
import dev.parley.session.Session;
import dev.parley.session.SessionLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What a client is told when it is let in. Safe for use by any thread; does not block. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class Welcomes {
  @Inject private Guests guests;
  @Inject private SessionLimits sessionLimits;
  @Inject private RoomLimits roomLimits;
  @Inject private HistoryLimits historyLimits;
  @Inject private RateLimits rateLimits;
  @Inject private NodeName node;

  Event.Welcome of(Session session, Identity user) {
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
}
