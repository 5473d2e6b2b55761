package dev.parley.ledger;

import java.util.List;

/**
 * One message as its sender knows it in the end.
 *
 * @param id what it said at first, which no other message has
 * @param key under which it was sent
 * @param acks the sequence that each ack named; several where it was sent again
 * @param refused its sender was told no, and has not tried again
 * @param content what it says by the last change that was acked
 * @param changing a change of it has no answer in the end
 */
record Sending(
    String id,
    String room,
    String key,
    List<Long> acks,
    boolean refused,
    String content,
    boolean changing) {
  Sending {
    acks = List.copyOf(acks);
  }

  /** One that was never changed, under a key of its own. */
  Sending(String id, String room, List<Long> acks, boolean refused) {
    this(id, room, id, acks, refused, id, false);
  }

  boolean isAcked() {
    return !acks.isEmpty();
  }

  boolean mayBeChanged() {
    return changing || !content.equals(id);
  }
}
