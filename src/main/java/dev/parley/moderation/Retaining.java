package dev.parley.moderation;

import dev.parley.history.Retention;
import dev.parley.history.RoomRetention;
import dev.parley.history.RoomRetentionStore;
import dev.parley.history.RoomRetentions;
import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Has less kept of a room than configured, each act in the database before it counts; what is not
 * kept any more goes with the next round of the retention. Whether somebody may order it is the
 * caller's to know. Safe for use by any thread; does not block, but for {@link #load}. Stages never
 * fail; they are refused as {@link ModerationThreads} says, and what was not confirmed is read
 * again.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Retaining {
  private static final Log LOG = Log.of(Retaining.class);
  private static final long READ_AGAIN_AFTER_SECONDS = 2;

  private RoomRetentionStore store;
  private RoomRetentions rooms;
  private AuditLog audit;
  private ModerationThreads threads;
  private ModerationLimits limits;
  private Clock clock;

  @Inject
  public Retaining(
      RoomRetentionStore store,
      RoomRetentions rooms,
      AuditLog audit,
      ModerationThreads threads,
      ModerationLimits limits,
      Clock clock) {
    this.store = store;
    this.rooms = rooms;
    this.audit = audit;
    this.threads = threads;
    this.limits = limits;
    this.clock = clock;
  }

  protected Retaining() {} // for the container's proxy

  /** Reads what is kept of rooms; once, at start-up, before anything is removed. Blocks. */
  public void load() {
    rooms.replaceAll(store.all());
  }

  /** What an administrator has kept of the room; null where all is as configured. */
  public @Nullable RoomRetention of(RoomName room) {
    return rooms.of(room);
  }

  /**
   * Has that kept of a room; a bound that is null is as configured. Nothing is done, and noted,
   * where it is so already. Refused as {@code LIMIT_REACHED}, {@code UNAVAILABLE} or {@code
   * UNCONFIRMED}.
   */
  public CompletionStage<Outcome<RoomRetention>> change(
      RoomName room, Retention kept, UserId by, Reason reason) {
    return threads.act(() -> changed(room, kept, by, reason), this::readAgain);
  }

  private Outcome<RoomRetention> changed(RoomName room, Retention kept, UserId by, Reason reason) {
    RoomRetention before = rooms.of(room);
    RoomRetention after =
        new RoomRetention(room, kept, by, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    if (before == null ? after.isAsConfigured() : before.kept().equals(kept)) {
      return Outcome.done(before == null ? after : before);
    }
    if (before == null && rooms.count() >= limits.retainedRooms()) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED,
          "less is kept of as many rooms as may be, "
              + limits.retainedRooms()
              + "; leave one as configured");
    }
    AuditLog.Act act = new AuditLog.Act(Action.RETENTION, by, room, reason);
    String was = inWords(before == null ? Retention.FOREVER : before.kept());
    store.keep(after, () -> audit.noteInTransaction(act, null, was, inWords(kept)));
    rooms.put(after);
    LOG.info("retention-set", "room", room, "to", inWords(kept), "by", by);
    return Outcome.done(after);
  }

  private static String inWords(Retention kept) {
    String age = kept.maxAge() == null ? "" : kept.maxAge().toMillis() + " ms";
    String count = kept.maxCount() == null ? "" : kept.maxCount() + " messages";
    return age.isEmpty() && count.isEmpty()
        ? "as configured"
        : age + (age.isEmpty() || count.isEmpty() ? "" : ", ") + count;
  }

  private void readAgain() {
    threads.later(
        () -> {
          try {
            load();
          } catch (Throwable away) { // a container's commit throws checked ones undeclared
            LOG.warn("retentions-not-read", "cause", away.getClass().getName());
            readAgain();
          }
        },
        READ_AGAIN_AFTER_SECONDS);
  }
}
