package dev.parley.room;

import dev.parley.history.LogHead;
import dev.parley.history.RoomLog;
import dev.parley.identity.Identity;
import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of this node by name, from the first who wants in until the last has gone. Safe for use
 * by any thread; does not block.
 */
final class Directory {
  private static final Log LOG = Log.of(Directory.class);

  private final RoomLimits limits;
  private final RoomPolicies policies;
  private final RoomLog log;
  private final CatchUp catchUp;
  private final Drains drains;
  private final ConcurrentHashMap<RoomName, Room> rooms = new ConcurrentHashMap<>();
  private final Set<Room> recounted = ConcurrentHashMap.newKeySet();

  Directory(RoomLimits limits, RoomPolicies policies, RoomLog log, CatchUp catchUp, Drains drains) {
    this.limits = limits;
    this.policies = policies;
    this.log = log;
    this.catchUp = catchUp;
    this.drains = drains;
  }

  /** A live view. */
  Map<RoomName, Room> rooms() {
    return rooms;
  }

  @Nullable Room get(RoomName name) {
    return rooms.get(name);
  }

  /** What holds for the room; empty where no room may have this name. */
  Optional<RoomPolicy> policy(RoomName name) {
    return policies.of(name);
  }

  /**
   * Whether there is such a room, by one look into its log, which is had whether the user may know
   * of it or not. Stages never fail: refused as {@code NOT_FOUND} or {@code UNAVAILABLE}.
   */
  CompletionStage<Outcome<Rights>> seen(Identity user, RoomName name) {
    return log.find(name)
        .handle(
            (head, failure) -> {
              Rights rights = policies.rights(user, name, Standing.NONE);
              if (failure != null) {
                return Outcome.rejected(ErrorCode.UNAVAILABLE, Memberships.AWAY);
              }
              return rights.know() && head.isPresent()
                  ? Outcome.done(rights)
                  : Outcome.rejected(ErrorCode.NOT_FOUND, Rooms.noRoom(name));
            });
  }

  /** The room, whose log may still be on its way; refused as {@code LIMIT_REACHED}. */
  Outcome<Room> open(RoomName name, RoomPolicy policy) {
    Room present = rooms.get(name);
    if (present != null) {
      return Outcome.done(present);
    }
    if (rooms.size() >= limits.perNode()) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED, "the node may have " + limits.perNode() + " rooms");
    }
    Room made = new Room(name, policy, limits, drains);
    Room first = rooms.putIfAbsent(name, made);
    if (first != null) {
      return Outcome.done(first);
    }
    // In the map first: what is committed while the head is being read waits in the room.
    openLog(made, policy);
    return Outcome.done(made);
  }

  private void openLog(Room room, RoomPolicy policy) {
    head(room.name(), policy)
        .whenComplete(
            (found, failure) -> {
              if (failure != null) {
                LOG.warn("room-unavailable", "room", room.name(), "cause", failure);
                forget(room);
                room.opened.completeExceptionally(failure);
              } else {
                found.ifPresentOrElse(head -> open(room, head), () -> forget(room));
                room.opened.complete(found.isPresent());
              }
            });
  }

  private void open(Room room, LogHead head) {
    if (room.open(head)) {
      catchUp.start(room);
    }
  }

  private CompletionStage<Optional<LogHead>> head(RoomName name, RoomPolicy policy) {
    try {
      return policy.create() ? log.open(name).thenApply(Optional::of) : log.find(name);
    } catch (RuntimeException bug) { // or those who come later would wait for ever
      return CompletableFuture.failedFuture(bug);
    }
  }

  void forget(Room room) {
    rooms.remove(room.name(), room);
    recounted.remove(room);
  }

  /** Notes that the room's count is to be told, where that is all that is told of it. */
  void recount(Room room) {
    if (!room.isAnnouncing()) {
      recounted.add(room);
    }
  }

  /** Each room whose count has changed since the last call. */
  void forEachRecounted(Consumer<Room> action) {
    for (var each = recounted.iterator(); each.hasNext(); ) {
      Room room = each.next();
      each.remove();
      action.accept(room);
    }
  }
}
