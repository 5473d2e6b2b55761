package dev.parley.room;

import dev.parley.history.Change;
import dev.parley.protocol.ChangedMessage;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.Event;
import dev.parley.protocol.Message;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Instant;

/** Messages and events in the room "lobby", by Zoe. */
final class Said {
  static final RoomName LOBBY = new RoomName("lobby");
  static final Epoch EPOCH = new Epoch("E1");
  static final UserId ZOE = new UserId("zoe");

  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

  private Said() {}

  static Message message(long seq, String content) {
    return Message.posted(LOBBY, EPOCH, seq, ZOE, new UserName("Zoe"), content, NOON);
  }

  static Change posted(long seq) {
    return new Change.Posted(message(seq, "m" + seq));
  }

  static Change edited(long seq, long rev) {
    return new Change.Edited(ChangedMessage.edited(message(seq, ""), "e" + seq, ZOE, NOON, rev));
  }

  static Change deleted(long seq, long rev) {
    return new Change.Deleted(ChangedMessage.deleted(message(seq, ""), ZOE, NOON, rev));
  }

  /** An event that reads as {@code text}. */
  static Event event(String text) {
    return new Event.Goodbye(text, 0);
  }
}
