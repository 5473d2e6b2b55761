package dev.parley.console;

import dev.parley.history.HistoryLimits;
import dev.parley.history.LogHead;
import dev.parley.history.Page;
import dev.parley.history.RoomLog;
import dev.parley.identity.Identity;
import dev.parley.log.Log;
import dev.parley.moderation.Readings;
import dev.parley.moderation.Reason;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.OccupantPage;
import dev.parley.room.RoomKind;
import dev.parley.room.RoomPolicies;
import dev.parley.room.RoomPolicy;
import dev.parley.room.RoomState;
import dev.parley.room.RoomSurvey;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One room, for who may know of it by the policy of its family; for all others it is not there, and
 * neither is a room of one user for anybody. Safe for use by any thread; does not block. Stages
 * never fail: {@code NOT_FOUND}, {@code UNAVAILABLE}.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class RoomView {
  private static final Log LOG = Log.of(RoomView.class);
  private static final Reason READ_HERE = new Reason("read in the console");

  private Reader reader;
  private RoomSurvey survey;
  private RoomPolicies policies;
  private SessionList sessions;
  private RoomLog log;
  private HistoryLimits limits;
  private Readings readings;

  /**
   * Where in a log a page is: just below a sequence, just above one, or from a moment on; at the
   * end where nothing is given, and one of them at most is.
   */
  public record Place(@Nullable Long before, @Nullable Long after, @Nullable Instant at) {}

  @Inject
  public RoomView(
      Reader reader,
      Rooms rooms,
      RoomPolicies policies,
      SessionList sessions,
      RoomLog log,
      HistoryLimits limits,
      Readings readings) {
    this.reader = reader;
    this.survey = rooms.survey();
    this.policies = policies;
    this.sessions = sessions;
    this.log = log;
    this.limits = limits;
    this.readings = readings;
  }

  protected RoomView() {} // for the container's proxy

  /** It, and the members after one, or the first, in the order of their ids. */
  public CompletionStage<Outcome<RoomDetail>> of(
      Identity who, RoomName name, @Nullable UserId after, int limit) {
    Optional<RoomPolicy> policy = policy(who, name);
    if (policy.isEmpty()) {
      return Outcome.now(noRoom(name));
    }
    return head(name)
        .thenCompose(
            Outcome.ifDone(
                head -> reader.read(() -> detail(name, policy.get(), head, after, limit))));
  }

  private Outcome<RoomDetail> detail(
      RoomName name, RoomPolicy policy, Optional<LogHead> head, @Nullable UserId after, int limit) {
    RoomState state = survey.of(name);
    if (state == null && head.isEmpty()) {
      return noRoom(name);
    }
    OccupantPage page = survey.occupants(name, after, limit);
    List<RoomDetail.Occupant> members =
        page.users().stream()
            .map(
                user ->
                    new RoomDetail.Occupant(user.id(), user.name(), sessions.in(name, user.id())))
            .toList();
    long lastSeq = state == null ? 0 : state.lastSeq();
    return Outcome.done(
        new RoomDetail(
            name,
            policy,
            page.count(),
            Math.max(lastSeq, head.map(LogHead::seq).orElse(0L)),
            members,
            page.more()));
  }

  /** A page of what was said in it; that a private room is read is audited. */
  public CompletionStage<Outcome<Result.HistoryPage>> messages(
      Identity who, RoomName name, Place place, int limit) {
    Optional<RoomPolicy> policy = policy(who, name);
    if (policy.isEmpty()) {
      return Outcome.now(noRoom(name));
    }
    return head(name)
        .thenCompose(
            Outcome.ifDone(
                head ->
                    head.isEmpty()
                        ? Outcome.now(noRoom(name))
                        : noted(who, name, policy.get())
                            .thenCompose(
                                Outcome.ifDone(noted -> page(name, head.get(), place, limit)))));
  }

  /** That a private room is read is noted first, and again as long as it is read. */
  private CompletionStage<Outcome<RoomName>> noted(Identity who, RoomName name, RoomPolicy policy) {
    return policy.kind() == RoomKind.PRIVATE
        ? readings.note(who.id(), name, READ_HERE)
        : Outcome.now(Outcome.done(name));
  }

  private CompletionStage<Outcome<Result.HistoryPage>> page(
      RoomName name, LogHead head, Place place, int limit) {
    return read(name, head, place, Math.min(limit, limits.pageMessages()))
        .handle(
            (page, failure) ->
                failure == null
                    ? Outcome.done(
                        new Result.HistoryPage(name, head.epoch(), page.messages(), page.more()))
                    : away(name, failure));
  }

  private CompletionStage<Page> read(RoomName name, LogHead head, Place place, int most) {
    if (place.at() != null) {
      return new MomentSearch(seq -> log.after(name, seq, 1), place.at())
          .firstSince(head.seq())
          .thenCompose(first -> log.after(name, first - 1, most));
    }
    if (place.after() != null) {
      return log.after(name, place.after(), most);
    }
    return log.before(name, place.before() == null ? Long.MAX_VALUE : place.before(), most);
  }

  private CompletionStage<Outcome<Optional<LogHead>>> head(RoomName name) {
    return log.find(name)
        .handle((head, failure) -> failure == null ? Outcome.done(head) : away(name, failure));
  }

  private static <T> Outcome<T> away(RoomName name, Throwable failure) {
    LOG.warn("console-history-unavailable", "room", name, "cause", failure);
    return Outcome.rejected(ErrorCode.UNAVAILABLE, "the history cannot be reached now, try again");
  }

  private Optional<RoomPolicy> policy(Identity who, RoomName name) {
    return name.isPersonal() || !survey.isKnownTo(who, name) ? Optional.empty() : policies.of(name);
  }

  private static <T> Outcome<T> noRoom(RoomName name) {
    return Outcome.rejected(ErrorCode.NOT_FOUND, "there is no room " + name.value());
  }
}
