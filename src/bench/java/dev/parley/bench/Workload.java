package dev.parley.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Who says how much to whom. The first member of every room publishes, unless all are silent.
 *
 * @param name what the table calls it
 * @param rooms how many rooms there are
 * @param members connections in each room
 * @param outstanding messages of a room that are under way at a time, where it is a closed loop; 0:
 *     nobody says anything
 * @param untilAck whether a message is under way until its ack, or until its last delivery
 * @param deliveriesPerSecond over all rooms, where it is paced; 0 where it is a closed loop
 */
record Workload(
    String name,
    int rooms,
    int members,
    int outstanding,
    boolean untilAck,
    int deliveriesPerSecond) {
  private static final int OUTSTANDING = 32;
  private static final int PACE = 20_000;
  private static final int ROOMS = 1_000;
  private static final int ROOM_MEMBERS = 5;
  private static final int TALKERS = 64;
  private static final int IDLE_ROOM_MEMBERS = 10;

  /** One room: how much it takes for each number of members, how fast for the greatest. */
  static List<Workload> oneRoom(List<Integer> members) {
    int most = members.stream().mapToInt(Integer::intValue).max().orElseThrow();
    List<Workload> closed = members.stream().map(Workload::oneRoom).toList();
    return Stream.concat(
            closed.stream(),
            Stream.of(new Workload(paced("fanout " + most), 1, most, 4, false, PACE)))
        .toList();
  }

  private static Workload oneRoom(int members) {
    return new Workload("fanout " + members, 1, members, OUTSTANDING, false, 0);
  }

  /** Many small rooms. */
  static List<Workload> smallRooms() {
    String name = "rooms " + ROOMS + "×" + ROOM_MEMBERS;
    return List.of(
        new Workload(name, ROOMS, ROOM_MEMBERS, 1, false, 0),
        new Workload(paced(name), ROOMS, ROOM_MEMBERS, 1, false, PACE));
  }

  /** Send, wait for the ack, send again. */
  static List<Workload> sendAndAck() {
    return List.of(new Workload("acks " + TALKERS, TALKERS, 1, 1, true, 0));
  }

  /** Ten thousand who are there, and say nothing. */
  static List<Workload> idle() {
    String name = "idle " + ROOMS + "×" + IDLE_ROOM_MEMBERS;
    return List.of(new Workload(name, ROOMS, IDLE_ROOM_MEMBERS, 0, false, 0));
  }

  /** One room that many enter, and leave at once. */
  static List<Workload> crowd(List<Integer> members) {
    return members.stream()
        .map(count -> new Workload("crowd " + count, 1, count, 0, false, 0))
        .toList();
  }

  private static String paced(String name) {
    return String.format(Locale.ROOT, "%s at %,d/s", name, PACE);
  }

  boolean isSilent() {
    return outstanding == 0;
  }

  boolean isPaced() {
    return deliveriesPerSecond > 0;
  }

  int connections() {
    return rooms * members;
  }
}
