package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rooms that moderators have set, in memory. Safe for use by any thread; does not block. */
@ApplicationScoped
public class ControlledRooms {
  private final ConcurrentHashMap<RoomName, RoomControls> rooms = new ConcurrentHashMap<>();

  /** Null where nobody has set the room. */
  @Nullable RoomControls of(RoomName room) {
    return rooms.get(room);
  }

  void put(RoomControls controls) {
    if (controls.isOpen()) {
      rooms.remove(controls.room());
    } else {
      rooms.put(controls.room(), controls);
    }
  }

  int count() {
    return rooms.size();
  }

  Set<RoomName> names() {
    return Set.copyOf(rooms.keySet());
  }

  /** Those of a tenant in the order of their names, after that one. */
  List<RoomControls> list(Tenant tenant, @Nullable RoomName after, int limit) {
    return rooms.values().stream()
        .filter(each -> each.room().tenant().equals(tenant))
        .filter(each -> after == null || each.room().compareTo(after) > 0)
        .sorted(Comparator.comparing(RoomControls::room))
        .limit(limit)
        .toList();
  }
}
