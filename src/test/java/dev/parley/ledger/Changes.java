package dev.parley.ledger;

import java.util.Map;

/**
 * Edits and deletes what a sender has said, each change again until it is decided. On the sender's
 * thread.
 */
final class Changes {
  private final PersistentWire wire;
  private final String room;
  private final Ledger ledger;

  Changes(PersistentWire wire, String room, Ledger ledger) {
    this.wire = wire;
    this.room = room;
    this.ledger = ledger;
  }

  void edit(String id, String messageId) throws InterruptedException {
    String content = Content.edited(id);
    change(
        "chat:edit",
        Map.of("roomId", room, "messageId", messageId, "content", content),
        id,
        content);
  }

  void delete(String id, String messageId) throws InterruptedException {
    change("chat:delete", Map.of("roomId", room, "messageId", messageId), id, Content.DELETED);
  }

  private void change(String type, Map<String, String> data, String id, String content)
      throws InterruptedException {
    boolean maybeDone = false;
    ledger.changing(id);
    while (true) {
      Answer answer = wire.ask(type, data);
      boolean gone = content.equals(Content.DELETED) && answer.code().equals("not-found");
      if (answer.isDone() || (gone && maybeDone)) {
        ledger.changed(id, content);
        return;
      }
      maybeDone |= answer.leavesOpen();
      if (answer.kind() == Answer.Kind.REFUSED) {
        ledger.changeRefused(answer.code());
        if (!answer.isWorthRepeating()) {
          return; // it stays undecided, which no promise allows
        }
        PersistentWire.pause();
      }
    }
  }
}
