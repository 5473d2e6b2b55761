package dev.parley.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The seats of a room at one moment, by the thread that it costs least to send to each from.
 * Immutable.
 */
final class Seating {
  static final Seating NOBODY = new Seating(List.of());

  private final List<Group> groups;
  private final int size;

  /** The seats of one thread; of no thread in particular where it is null. */
  record Group(@Nullable Executor thread, List<Seat> seats) {}

  private Seating(List<Group> groups) {
    this.groups = groups;
    this.size = groups.stream().mapToInt(group -> group.seats().size()).sum();
  }

  static Seating of(Collection<Seat> seats) {
    IdentityHashMap<Object, Group> groups = new IdentityHashMap<>(4);
    for (Seat seat : seats) {
      Executor thread = seat.session.thread();
      groups
          .computeIfAbsent(
              thread == null ? groups : thread, key -> new Group(thread, new ArrayList<>()))
          .seats()
          .add(seat);
    }
    return new Seating(List.copyOf(groups.values()));
  }

  List<Group> groups() {
    return groups;
  }

  int size() {
    return size;
  }
}
