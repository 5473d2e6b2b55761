package dev.parley.bench;

/** What was said in one room, and how much of it has arrived. One thread. */
final class LoadRoom {
  final String name;
  private final int members;
  private long sent;
  private long delivered;
  private long acked;

  LoadRoom(String name, int members) {
    this.name = name;
    this.members = members;
  }

  void sent() {
    sent++;
  }

  void delivered(int count) {
    delivered += count;
  }

  void acked(int count) {
    acked += count;
  }

  long underWay(boolean untilAck) {
    return sent - (untilAck ? acked : delivered / members);
  }

  /** Deliveries that have not arrived; below 0 where more came than were due. */
  long missing() {
    return sent * members - delivered;
  }
}
