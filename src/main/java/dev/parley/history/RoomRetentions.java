package dev.parley.history;

import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What administrators have kept of rooms, in memory. It makes what is kept less than configured and
 * never more. Safe for use by any thread; does not block.
 */
@ApplicationScoped
public class RoomRetentions {
  private final ConcurrentHashMap<RoomName, RoomRetention> rooms = new ConcurrentHashMap<>();

  /** Null where all is as configured. */
  public @Nullable RoomRetention of(RoomName room) {
    return rooms.get(room);
  }

  /** What holds for a room: of each bound the stricter one. */
  public Retention inForce(RoomName room, Retention configured) {
    RoomRetention set = rooms.get(room);
    return set == null ? configured : configured.strictest(set.kept());
  }

  public void put(RoomRetention retention) {
    if (retention.isAsConfigured()) {
      rooms.remove(retention.room());
    } else {
      rooms.put(retention.room(), retention);
    }
  }

  /** These, and no others. */
  public void replaceAll(List<RoomRetention> kept) {
    Map<RoomName, RoomRetention> now =
        kept.stream().collect(Collectors.toMap(RoomRetention::room, Function.identity()));
    rooms.keySet().retainAll(now.keySet());
    rooms.putAll(now);
  }

  public int count() {
    return rooms.size();
  }
}
