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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sets rooms, each act in the database before it counts. Whether somebody may order it is the
 * caller's to know. Safe for use by any thread; does not block, but for {@link #load}. Stages never
 * fail; they are refused as {@link ModerationThreads} says, and what was not confirmed is found out
 * as with {@link Sanctioning}.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class RoomControlling {
  private static final Log LOG = Log.of(RoomControlling.class);
  private static final long READ_AGAIN_AFTER_SECONDS = 2;

  private ModerationStore store;
  private ControlledRooms rooms;
  private RoomControlsListener listener;
  private ModerationThreads threads;
  private ModerationLimits limits;
  private Clock clock;
  private ActIds ids;

  @Inject
  public RoomControlling(
      ModerationStore store,
      ControlledRooms rooms,
      RoomControlsListener listener,
      ModerationThreads threads,
      ModerationLimits limits,
      Clock clock,
      ActIds ids) {
    this.store = store;
    this.rooms = rooms;
    this.listener = listener;
    this.threads = threads;
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
  }

  protected RoomControlling() {} // for the container's proxy

  /** Reads how rooms are set; once, at start-up, before anybody is let in. Blocks. */
  public void load() {
    store.controls().forEach(rooms::put);
  }

  /** How a room is set; open where nobody has. */
  public RoomControls of(RoomName room) {
    RoomControls set = rooms.of(room);
    return set == null ? RoomControls.open(room) : set;
  }

  /** The rooms of a tenant that are not open, in the order of their names, after that one. */
  public CompletionStage<Outcome<List<RoomControls>>> list(
      Tenant tenant, @Nullable RoomName after, int limit) {
    return threads.read(() -> rooms.list(tenant, after, limit));
  }

  /**
   * Sets a room; nothing is done, and noted, where it is so already. Refused as {@code
   * LIMIT_REACHED}, {@code UNAVAILABLE} or {@code UNCONFIRMED}.
   */
  public CompletionStage<Outcome<RoomControls>> change(
      RoomName room, RoomControls.Change change, UserId by, Reason reason) {
    return threads.act(() -> changed(room, change, by, reason), this::readAgain);
  }

  private Outcome<RoomControls> changed(
      RoomName room, RoomControls.Change change, UserId by, Reason reason) {
    RoomControls before = of(room);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS); // as it is kept
    int shield = (int) limits.shieldSlowMode().toSeconds();
    RoomControls after = before.with(change, shield, by, now);
    if (after.isAs(before)) {
      return Outcome.done(before);
    }
    if (before.isOpen() && rooms.count() >= limits.controlledRooms()) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED, "as many rooms are set as may be; open one that need not be");
    }
    store.keep(after, entry(before, after, by, now, reason));
    begin(after, reason);
    return Outcome.done(after);
  }

  private AuditEntry entry(
      RoomControls before, RoomControls after, UserId by, Instant now, Reason reason) {
    return new AuditEntry(
        ids.next(),
        now,
        by.tenant(),
        by,
        Action.ROOM_CONTROLS,
        null,
        null,
        after.room(),
        reason,
        before.inWords(),
        after.inWords());
  }

  private void begin(RoomControls controls, @Nullable Reason reason) {
    rooms.put(controls);
    LOG.info("room-set", "room", controls.room(), "to", controls.inWords(), "by", controls.by());
    listener.changed(controls, reason);
  }

  private void readAgain() {
    threads.later(
        () -> {
          try {
            compare(store.controls());
          } catch (Throwable away) { // a container's commit throws checked ones undeclared
            LOG.warn("room-controls-not-read", "cause", away.getClass().getName());
            readAgain();
          }
        },
        READ_AGAIN_AFTER_SECONDS);
  }

  private void compare(List<RoomControls> kept) {
    Map<RoomName, RoomControls> found = new HashMap<>();
    rooms.names().forEach(name -> found.put(name, RoomControls.open(name)));
    kept.forEach(controls -> found.put(controls.room(), controls));
    found.values().stream()
        .filter(controls -> !controls.isAs(of(controls.room())))
        .forEach(controls -> begin(controls, null));
  }
}
