package dev.parley.ledger;

import java.util.List;

/**
 * One message as its sender knows it in the end.
 *
 * @param id its content, which no other message has
 * @param acks the sequence that each ack named; several where it was sent again
 * @param refused its sender was told no, and has not tried again
 */
record Sending(String id, String room, List<Long> acks, boolean refused) {
  Sending {
    acks = List.copyOf(acks);
  }

  boolean isAcked() {
    return !acks.isEmpty();
  }
}
