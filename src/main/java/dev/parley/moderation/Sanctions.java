package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sanctions that count on this node, in memory: to ask costs one look for a user who has none.
 * What has run out stays until it is {@link #forgetEnded forgotten}, and does not count. Safe for
 * use by any thread; does not block.
 */
@ApplicationScoped
public class Sanctions {
  private final ConcurrentHashMap<ActId, Sanction> all = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<UserId, List<Sanction>> byUser = new ConcurrentHashMap<>();
  private final AddressBans addressBans = new AddressBans();

  /** How many moderators of single rooms have imposed: by the room, and by the moderator. */
  private final ConcurrentHashMap<Object, Integer> ofRoomModerators = new ConcurrentHashMap<>();

  void put(Sanction sanction) {
    count(all.put(sanction.id(), sanction), -1);
    count(sanction, 1);
    UserId user = sanction.subject().user();
    AddressRange addresses = sanction.subject().addresses();
    if (user != null) {
      byUser.compute(user, (id, known) -> with(known, sanction));
    } else if (addresses != null) {
      addressBans.put(sanction, addresses);
    }
  }

  private void count(@Nullable Sanction sanction, int by) {
    if (sanction != null && sanction.authority() == Authority.ROOM) {
      count(sanction.by(), by);
      if (sanction.room() != null) {
        count(sanction.room(), by);
      }
    }
  }

  private void count(Object whose, int by) {
    ofRoomModerators.merge(whose, by, (n, more) -> n + more == 0 ? null : n + more);
  }

  /** Whether as many are in force by that moderator of a room, or by all in that room. */
  boolean areFull(UserId moderator, @Nullable RoomName room, int most) {
    return ofRoomModerators.getOrDefault(moderator, 0) >= most
        || (room != null && ofRoomModerators.getOrDefault(room, 0) >= most);
  }

  private static List<Sanction> with(@Nullable List<Sanction> known, Sanction sanction) {
    List<Sanction> more = known == null ? new ArrayList<>(1) : new ArrayList<>(known);
    more.removeIf(other -> other.id().equals(sanction.id()));
    more.add(sanction);
    return List.copyOf(more);
  }

  void remove(Sanction sanction) {
    count(all.remove(sanction.id()), -1);
    UserId user = sanction.subject().user();
    AddressRange addresses = sanction.subject().addresses();
    if (user != null) {
      byUser.computeIfPresent(user, (id, known) -> without(known, sanction));
    } else if (addresses != null) {
      addressBans.remove(sanction, addresses);
    }
  }

  private static @Nullable List<Sanction> without(List<Sanction> known, Sanction sanction) {
    List<Sanction> fewer = known.stream().filter(s -> !s.id().equals(sanction.id())).toList();
    return fewer.isEmpty() ? null : fewer;
  }

  /** A live view. */
  Collection<Sanction> all() {
    return all.values();
  }

  int count() {
    return all.size();
  }

  long count(Tenant tenant) {
    return all.values().stream().filter(s -> s.subject().tenant().equals(tenant)).count();
  }

  void forgetEnded(Instant now) {
    all.values().stream().filter(s -> !s.isInForceAt(now)).forEach(this::remove);
  }

  boolean has(ActId id) {
    return all.containsKey(id);
  }

  /** The one in force that says the same of the same; null where there is none. */
  @Nullable Sanction same(Sanction wanted, Instant now) {
    AddressRange addresses = wanted.subject().addresses();
    if (addresses != null) {
      Sanction ban = addressBans.of(wanted.subject().tenant(), addresses);
      return ban != null && ban.isInForceAt(now) ? ban : null;
    }
    for (Sanction one : of(wanted.subject().user())) {
      if (one.isOfTheSame(wanted) && one.isInForceAt(now)) {
        return one;
      }
    }
    return null;
  }

  /** All of a user, those as well that have run out; most users have none. */
  List<Sanction> of(@Nullable UserId user) {
    List<Sanction> known = user == null ? null : byUser.get(user);
    return known == null ? List.of() : known;
  }

  /** A ban in force of who comes from there; null where there is none. */
  @Nullable Sanction ofAddress(Tenant tenant, String address, Instant now) {
    return addressBans.find(tenant, address, now);
  }

  /** Whether it is about that room, or about everywhere. */
  static boolean concerns(Sanction sanction, @Nullable RoomName room) {
    return sanction.room() == null || sanction.room().equals(room);
  }
}
