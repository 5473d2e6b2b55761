package dev.parley.console;

import dev.parley.identity.Identity;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.RoomSurvey;
import dev.parley.room.Rooms;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The sessions of this node that are known to be somebody's, those of the asker's tenant, as they
 * were within the last second. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class SessionList {
  /** By what it can be sorted. */
  public static final List<String> ORDERS = List.of("user", "since", "rooms");

  private static final Map<String, Function<SessionLine, SortKey>> KEYS =
      Map.of(
          "user", line -> SortKey.of(line.user().id().value() + ' ' + line.clientId().value()),
          "since",
              line -> SortKey.of((double) line.since().toEpochMilli(), line.clientId().value()),
          "rooms", line -> SortKey.of(line.rooms(), line.clientId().value()));
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Reader reader;
  private Sessions sessions;
  private RoomSurvey survey;
  private Clock clock;

  // Touched by the reader's thread alone.
  private Listing<SessionLine> listing = new Listing<>(List.of(), KEYS);
  private long lookedAt;

  @Inject
  public SessionList(Reader reader, Sessions sessions, Rooms rooms, Clock clock) {
    this(reader, sessions, rooms.survey(), clock);
  }

  SessionList(Reader reader, Sessions sessions, RoomSurvey survey, Clock clock) {
    this.reader = reader;
    this.sessions = sessions;
    this.survey = survey;
    this.clock = clock;
    this.lookedAt = System.nanoTime() - FRESH_NANOS;
  }

  protected SessionList() {} // for the container's proxy

  /** The page that is wanted. */
  public CompletionStage<Outcome<SessionPage>> page(ListQuery query) {
    return reader.read(() -> Outcome.done(pageNow(query)));
  }

  SessionPage pageNow(ListQuery query) {
    long now = System.nanoTime();
    if (now - lookedAt >= FRESH_NANOS) {
      listing = new Listing<>(look(), KEYS);
      lookedAt = now;
    }
    Listing.Page<SessionLine> page = listing.page(query.showing(line -> isShown(line, query)));
    return new SessionPage(page.lines(), page.total(), page.next());
  }

  private static boolean isShown(SessionLine line, ListQuery query) {
    Identity user = line.user();
    return user.tenant().equals(query.who().tenant())
        && (query.matches(user.id().value()) || query.matches(user.name().value()));
  }

  private List<SessionLine> look() {
    Instant now = clock.instant();
    List<SessionLine> lines = new ArrayList<>(sessions.count());
    sessions.forEach(
        session -> {
          Identity user = session.identity();
          if (user != null) {
            lines.add(line(session, user, now));
          }
        });
    return lines;
  }

  private SessionLine line(Session session, Identity user, Instant now) {
    return new SessionLine(
        user,
        session.clientId(),
        session.address(),
        now.minus(session.age()).truncatedTo(ChronoUnit.MILLIS),
        survey.countOf(session),
        null,
        List.of());
  }

  /** All of one user's, with the rooms that who asks may know of. */
  public CompletionStage<Outcome<List<SessionLine>>> of(UserId user, Identity who) {
    return reader.read(
        () ->
            Outcome.done(
                sessions.of(user.within(who.tenant())).stream()
                    .map(
                        session ->
                            line(session, session.user(), clock.instant())
                                .with(session.rate(), known(session, who)))
                    .toList()));
  }

  /** The user's that are in a room; called on the reader's thread. */
  List<SessionLine> in(RoomName room, UserId user) {
    return sessions.of(user).stream()
        .filter(session -> survey.of(session).contains(room))
        .map(session -> line(session, session.user(), clock.instant()))
        .toList();
  }

  private List<RoomName> known(Session session, Identity who) {
    return survey.of(session).stream()
        .filter(room -> !room.isPersonal() && survey.isKnownTo(who, room))
        .sorted()
        .toList();
  }
}
