package dev.parley.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one receiver knows of its room; it is written down as it comes. Safe for use by any thread.
 */
final class Knowledge {
  private final String receiver;
  private final String room;
  private final Ledger ledger;

  // Guarded by this.
  private @Nullable String epoch;
  private long seq = -1;
  private long rev;
  private boolean inside;

  Knowledge(String receiver, String room, Ledger ledger) {
    this.receiver = receiver;
    this.room = room;
    this.ledger = ledger;
  }

  /** The place up to which it knows the room; -1 while it has never got in. */
  synchronized long position() {
    return seq;
  }

  synchronized boolean isInside() {
    return inside;
  }

  synchronized void isOut() {
    inside = false;
  }

  /** The data of the join that brings what was missed. */
  synchronized Map<String, Object> join() {
    Map<String, Object> join = new HashMap<>(Map.of("roomId", room));
    if (epoch != null) {
      join.put("since", Map.of("epoch", epoch, "seq", seq, "rev", rev));
    }
    return join;
  }

  /** An event of the room came. */
  synchronized void hear(String type, JsonNode data) {
    switch (type) {
      case "chat:message" -> heard(data);
      case "chat:edited", "chat:deleted" -> changed(data);
      case "room:resumed" -> entered(data);
      default -> {} // not about the room's messages
    }
  }

  private void heard(JsonNode message) {
    long place = message.path("seq").longValue();
    String content = Content.of(message);
    boolean deleted = content.equals(Content.DELETED);
    seq = Math.max(seq, place);
    String id = deleted ? ledger.idAt(room, place) : Content.id(content);
    ledger.step(receiver, room, Step.heard(place, id));
    ledger.holds(receiver, room, place, content);
  }

  private void changed(JsonNode message) {
    rev = Math.max(rev, message.path("rev").longValue());
    ledger.holds(receiver, room, message.path("seq").longValue(), Content.of(message));
  }

  /** It is in the room, and was told what it has missed, or that it was not told. */
  synchronized void entered(JsonNode joined) {
    boolean first = epoch == null;
    boolean recovered = joined.path("recovered").booleanValue();
    epoch = joined.path("epoch").stringValue();
    if (recovered) {
      joined.path("messages").forEach(this::heard);
      joined.path("changed").forEach(this::changed);
    }
    seq = joined.path("seq").longValue();
    rev = joined.path("rev").longValue();
    inside = true;
    if (first) {
      ledger.step(receiver, room, Step.began(seq));
    } else if (recovered) {
      ledger.step(receiver, room, Step.recovered(seq));
    } else {
      ledger.holdsNothing(receiver, room);
      ledger.step(receiver, room, Step.gap(seq, joined.path("reason").asString("no reason")));
    }
  }
}
