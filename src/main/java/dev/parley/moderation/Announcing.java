package dev.parley.moderation;

import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes announcements and ends them, each in the database before it is told, and lists them.
 * Whether somebody may order it is the caller's to know. Safe for use by any thread; does not
 * block, but for {@link #load}. Stages never fail; they are refused as {@link ModerationThreads}
 * says. What the database has not confirmed is read from it again until it answers: one that stands
 * is told then if it is there; one that was to be told once is not.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Announcing {
  private static final Log LOG = Log.of(Announcing.class);
  private static final long READ_AGAIN_AFTER_SECONDS = 2;

  private AnnouncementStore store;
  private StandingAnnouncements standing;
  private AnnouncementListener listener;
  private ModerationThreads threads;
  private ModerationLimits limits;
  private Clock clock;
  private ActIds ids;

  @Inject
  public Announcing(
      AnnouncementStore store,
      StandingAnnouncements standing,
      AnnouncementListener listener,
      ModerationThreads threads,
      ModerationLimits limits,
      Clock clock,
      ActIds ids) {
    this.store = store;
    this.standing = standing;
    this.listener = listener;
    this.threads = threads;
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
  }

  protected Announcing() {} // for the container's proxy

  /**
   * What is to be announced.
   *
   * @param rooms in which; none: to all of the author's tenant
   * @param length for how long who comes is told of it; null: it is told once
   */
  public record Wanted(
      List<RoomName> rooms,
      AnnouncementText content,
      Importance level,
      @Nullable Duration length,
      Reason reason,
      UserId by) {}

  /** Reads what stands; once, at start-up, before anybody is let in. Blocks. */
  public void load() {
    store.standing(clock.instant()).forEach(standing::put);
  }

  /**
   * Announces. Refused as {@code LIMIT_REACHED} where as many stand as may, {@code UNAVAILABLE} or
   * {@code UNCONFIRMED}.
   */
  public CompletionStage<Outcome<Announcement>> make(Wanted wanted) {
    return threads.act(() -> made(wanted), this::readAgain);
  }

  private Outcome<Announcement> made(Wanted wanted) {
    Instant now = now();
    Duration length = wanted.length();
    Announcement announcement =
        new Announcement(
            ids.next(),
            wanted.by().tenant(),
            wanted.rooms(),
            wanted.content(),
            wanted.level(),
            length == null ? null : now.plus(length),
            wanted.reason(),
            wanted.by(),
            now,
            null);
    String full = length == null ? null : full(announcement, now);
    if (full != null) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED, "as many announcements stand as may, " + full + "; end some");
    }
    store.make(announcement, entries(announcement, announcement.id(), null));
    begin(announcement);
    return Outcome.done(announcement);
  }

  /** Which bound is met; null where none is. */
  private @Nullable String full(Announcement wanted, Instant now) {
    standing.forgetEnded(now);
    if (standing.isCrowded(wanted, limits.announcementsPerPlace())) {
      return "of one room or to all " + limits.announcementsPerPlace();
    }
    if (standing.count(wanted.tenant()) >= limits.announcementsPerTenant()) {
      return "of one tenant " + limits.announcementsPerTenant();
    }
    return standing.count() < limits.announcements() ? null : "in all " + limits.announcements();
  }

  private void begin(Announcement announcement) {
    if (announcement.until() != null) {
      standing.put(announcement);
    }
    LOG.info("announced", "announcement", announcement.id(), "by", announcement.by());
    listener.announced(announcement);
  }

  /**
   * Ends one: who was told is told so, and nobody is any more. One that has ended already is
   * answered as it is. Refused as {@code NOT_FOUND} where the tenant has none of that id, else as
   * {@link #make}.
   */
  public CompletionStage<Outcome<Announcement>> end(
      Tenant tenant, ActId id, UserId by, Reason reason) {
    return threads.act(() -> ended(tenant, id, by, reason), this::readAgain);
  }

  private Outcome<Announcement> ended(Tenant tenant, ActId id, UserId by, Reason reason) {
    Announcement found = store.find(tenant, id);
    Instant now = now();
    if (found == null) {
      return noneSuch(id);
    }
    if (!found.isOpenAt(now)) {
      return Outcome.done(found);
    }
    Announcement.End end = new Announcement.End(now, by, reason);
    Announcement ended = found.ended(end);
    store.end(ended, entries(found, ids.next(), end));
    end(ended);
    return Outcome.done(ended);
  }

  private void end(Announcement announcement) {
    standing.remove(announcement);
    LOG.info("announcement-ended", "announcement", announcement.id());
    listener.ended(announcement);
  }

  /** One for each room, so that who moderates a room finds what was announced there. */
  private List<AuditEntry> entries(
      Announcement announcement, ActId first, Announcement.@Nullable End end) {
    return announcement.isEverywhere()
        ? List.of(entry(announcement, first, null, end))
        : announcement.rooms().stream()
            .map(
                room ->
                    entry(
                        announcement,
                        room.equals(announcement.rooms().get(0)) ? first : ids.next(),
                        room,
                        end))
            .toList();
  }

  private static AuditEntry entry(
      Announcement announcement,
      ActId id,
      @Nullable RoomName room,
      Announcement.@Nullable End end) {
    return new AuditEntry(
        id,
        end == null ? announcement.at() : end.at(),
        announcement.tenant(),
        end == null ? announcement.by() : end.by(),
        Action.ANNOUNCE,
        null,
        null,
        room,
        end == null ? announcement.reason() : end.reason(),
        end == null ? null : announcement.inWords(),
        end == null ? announcement.inWords() : "ended");
  }

  /** One of the tenant's, whatever has become of it; refused as {@code NOT_FOUND} where none is. */
  public CompletionStage<Outcome<Announcement>> find(Tenant tenant, ActId id) {
    return threads
        .read(() -> Optional.ofNullable(store.find(tenant, id)))
        .thenApply(
            read -> read.then(found -> found.map(Outcome::done).orElseGet(() -> noneSuch(id))));
  }

  /** What is said of one that there is not, and of one that is not somebody's to end. */
  public static <T> Outcome<T> noneSuch(ActId id) {
    return Outcome.rejected(ErrorCode.NOT_FOUND, "there is no announcement " + id);
  }

  /** A page of the announcements of a tenant, the newest first. */
  public CompletionStage<Outcome<Listing<Announcement>>> list(AnnouncementFilter filter) {
    return threads.read(
        () -> Listing.of(store.list(filter, now()), filter.limit(), Announcement::id));
  }

  /** What who enters the room is told. Does not block. */
  public List<Announcement> standingIn(RoomName room) {
    return standing.in(room, clock.instant());
  }

  /** What who comes in is told. Does not block. */
  public List<Announcement> standingEverywhere(Tenant tenant) {
    return standing.everywhere(tenant, clock.instant());
  }

  /** Whether who comes is still to be told of it. Does not block. */
  public boolean stands(Announcement announcement) {
    return standing.has(announcement.id());
  }

  private void readAgain() {
    threads.later(
        () -> {
          try {
            compare(store.standing(now()));
          } catch (Throwable away) { // a container's commit throws checked ones undeclared
            LOG.warn("announcements-not-read", "cause", away.getClass().getName());
            readAgain();
          }
        },
        READ_AGAIN_AFTER_SECONDS);
  }

  private void compare(List<Announcement> kept) {
    Set<ActId> found = kept.stream().map(Announcement::id).collect(Collectors.toSet());
    Instant now = now();
    List.copyOf(standing.all()).stream()
        .filter(known -> !found.contains(known.id()) && known.standsAt(now))
        .forEach(this::end);
    kept.stream().filter(each -> !standing.has(each.id())).forEach(this::begin);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS); // as it is kept
  }
}
