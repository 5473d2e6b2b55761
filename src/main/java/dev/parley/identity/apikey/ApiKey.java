package dev.parley.identity.apikey;

import dev.parley.identity.Identity;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key is good for; it has nothing of the secret.
 *
 * @param tenant whose users and rooms it reaches: the one of the administrator who made it
 * @param rooms the rooms it is for; empty where its rights need none
 * @param lastUsedAt to the minute; null where it was never used
 */
public record ApiKey(
    KeyId id,
    Tenant tenant,
    ServiceName service,
    Set<Right> rights,
    List<RoomPattern> rooms,
    Instant createdAt,
    UserId createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {
  /** What the user ids of services begin with; no token's subject may. */
  private static final String USER_ID_PREFIX = "service:";

  public ApiKey {
    rights = Set.copyOf(rights);
    rooms = List.copyOf(rooms);
  }

  /** Whether only a service may have this id. */
  public static boolean isServiceId(UserId id) {
    return id.value().startsWith(USER_ID_PREFIX);
  }

  public boolean has(Right right) {
    return rights.contains(right);
  }

  /** Whether the room is in its scope, and of its tenant. */
  public boolean covers(RoomName room) {
    return tenant.equals(room.tenant()) && rooms.stream().anyMatch(r -> r.matches(room));
  }

  /** Whether it has run out by then. */
  public boolean isExpiredAt(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** As whom the service speaks: the same with every key of the service. */
  public Identity identity() {
    UserId user = new UserId(tenant, USER_ID_PREFIX + service);
    return new Identity(user, new UserName(service.value()), Set.of(Identity.SERVICE), expiresAt);
  }

  /** The same, last used then. */
  public ApiKey usedAt(@Nullable Instant at) {
    return new ApiKey(id, tenant, service, rights, rooms, createdAt, createdBy, expiresAt, at);
  }
}
