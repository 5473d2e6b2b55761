package dev.parley.room;

import dev.parley.protocol.Invitation;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Invitations in memory, which notes what it was asked for. */
final class MemoryMemberships implements MembershipStore {
  private final Map<RoomName, Map<UserId, Standing>> rooms = new ConcurrentHashMap<>();

  /** Each look at a standing: the user's id. */
  final List<String> looks = new CopyOnWriteArrayList<>();

  /** What happens right after a standing was looked at. */
  volatile Runnable afterLook = () -> {};

  @Override
  public Standing standing(RoomName room, UserId user) {
    looks.add(user.value());
    Standing found = rooms.getOrDefault(room, Map.of()).getOrDefault(user, Standing.NONE);
    afterLook.run();
    return found;
  }

  @Override
  public boolean invite(
      RoomName room, UserId user, Standing standing, UserId by, Instant now, int most) {
    Map<UserId, Standing> members = rooms.computeIfAbsent(room, r -> new ConcurrentHashMap<>());
    if (!members.containsKey(user) && members.size() >= most) {
      return false;
    }
    members.put(user, standing);
    return true;
  }

  @Override
  public boolean uninvite(RoomName room, UserId user) {
    return rooms.getOrDefault(room, new ConcurrentHashMap<>()).remove(user) != null;
  }

  @Override
  public List<Invitation> of(UserId user, @Nullable RoomName after, int limit) {
    List<Invitation> found = new ArrayList<>();
    rooms.forEach(
        (room, members) -> {
          if (members.containsKey(user)) {
            boolean moderator = members.get(user) == Standing.MODERATOR;
            found.add(new Invitation(room, moderator, user, Instant.EPOCH));
          }
        });
    return found;
  }
}
