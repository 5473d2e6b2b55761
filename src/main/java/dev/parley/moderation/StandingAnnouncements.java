package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The announcements of which who comes is told, in memory: for most rooms there is none, and that
 * costs one look. What has run out stays until it is {@link #forgetEnded forgotten}, and is told to
 * nobody. Safe for use by any thread; does not block.
 */
@ApplicationScoped
public class StandingAnnouncements {
  private final ConcurrentHashMap<ActId, Announcement> all = new ConcurrentHashMap<>();

  /** By the place: a room, or a tenant. */
  private final ConcurrentHashMap<Object, List<Announcement>> byPlace = new ConcurrentHashMap<>();

  private static Collection<?> places(Announcement announcement) {
    return announcement.isEverywhere() ? List.of(announcement.tenant()) : announcement.rooms();
  }

  void put(Announcement announcement) {
    all.put(announcement.id(), announcement);
    for (Object place : places(announcement)) {
      byPlace.compute(place, (key, known) -> with(known, announcement));
    }
  }

  private static List<Announcement> with(@Nullable List<Announcement> known, Announcement added) {
    List<Announcement> more = known == null ? new ArrayList<>(1) : new ArrayList<>(known);
    more.removeIf(other -> other.id().equals(added.id()));
    more.add(added);
    return List.copyOf(more);
  }

  void remove(Announcement announcement) {
    all.remove(announcement.id());
    for (Object place : places(announcement)) {
      byPlace.computeIfPresent(place, (key, known) -> without(known, announcement));
    }
  }

  private static @Nullable List<Announcement> without(List<Announcement> known, Announcement gone) {
    List<Announcement> fewer = known.stream().filter(a -> !a.id().equals(gone.id())).toList();
    return fewer.isEmpty() ? null : fewer;
  }

  /** A live view. */
  Collection<Announcement> all() {
    return all.values();
  }

  boolean has(ActId id) {
    return all.containsKey(id);
  }

  int count() {
    return all.size();
  }

  long count(Tenant tenant) {
    return all.values().stream().filter(each -> each.tenant().equals(tenant)).count();
  }

  /** Whether as many stand already in one of its places. */
  boolean isCrowded(Announcement wanted, int most) {
    return places(wanted).stream()
        .anyMatch(place -> byPlace.getOrDefault(place, List.of()).size() >= most);
  }

  void forgetEnded(Instant now) {
    all.values().stream().filter(each -> !each.standsAt(now)).forEach(this::remove);
  }

  /** Those of a room alone, the oldest first. */
  List<Announcement> in(RoomName room, Instant now) {
    return standing(byPlace.get(room), now);
  }

  /** Those to all of a tenant, the oldest first. */
  List<Announcement> everywhere(Tenant tenant, Instant now) {
    return standing(byPlace.get(tenant), now);
  }

  private static List<Announcement> standing(@Nullable List<Announcement> known, Instant now) {
    return known == null ? List.of() : known.stream().filter(each -> each.standsAt(now)).toList();
  }
}
