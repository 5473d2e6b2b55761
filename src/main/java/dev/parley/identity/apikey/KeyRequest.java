package dev.parley.identity.apikey;

import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key that an administrator wants made, who also says whose users and rooms it reaches. */
public record KeyRequest(
    UserId by,
    ServiceName service,
    Set<Right> rights,
    List<RoomPattern> rooms,
    @Nullable Instant expiresAt) {
  public KeyRequest {
    rights = Set.copyOf(rights);
    rooms = List.copyOf(rooms);
  }
}
