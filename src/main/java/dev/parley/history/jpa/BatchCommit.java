package dev.parley.history.jpa;

import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.UndecryptableException;
import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One batch in one transaction: locks the heads of its rooms, looks up what it refers to, gives out
 * sequences and revisions, and leaves the rows to the provider, which inserts them in one JDBC
 * batch. Used once, by one thread; all reading precedes all writing, so that no query has to flush.
 */
final class BatchCommit {
  private static final Log LOG = Log.of(BatchCommit.class);

  private final EntityManager em;
  private final MessageBodies bodies;
  private final Instant now;
  private final Map<Entry, String> keyDigests = new HashMap<>();
  private final Map<RoomName, RoomHeadRow> heads;
  private final Map<String, MessageRow> byKey;
  private final Map<MessageKey, MessageRow> byPlace;

  /** Reads and locks; blocks while another node writes to one of the rooms. */
  BatchCommit(
      BatchReads reads, EntityManager em, List<Entry> entries, MessageBodies bodies, Instant now) {
    this.em = em;
    this.bodies = bodies;
    this.now = now;
    this.heads = reads.lockHeads(entries);
    for (Entry entry : entries) {
      if (entry instanceof Entry.Post post && post.key() != null) {
        keyDigests.put(post, Digests.ofKey(post, post.key()));
      }
    }
    this.byKey = reads.byKey(new HashSet<>(keyDigests.values()));
    this.byPlace = reads.byPlace(entries);
  }

  /** Writes, and sends the statements, so that what the database refuses fails here. */
  List<Outcome<Change>> apply(List<Entry> entries) {
    beginRooms(entries);
    List<Outcome<Change>> outcomes = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      outcomes.add(apply(entry));
    }
    em.flush();
    return outcomes;
  }

  /**
   * One after the other in the order of their names: two nodes that begin the same rooms wait for
   * each other, and must not do so crosswise, which H2 does not notice.
   */
  private void beginRooms(List<Entry> entries) {
    entries.stream()
        .filter(entry -> entry instanceof Entry.Post && !heads.containsKey(entry.room()))
        .map(Entry::room)
        .distinct()
        .sorted(Comparator.comparing(RoomName::key))
        .forEach(
            room -> {
              heads.put(room, newHead(room));
              em.flush();
            });
  }

  private Outcome<Change> apply(Entry entry) {
    try {
      return write(entry);
    } catch (UndecryptableException unreadable) { // before anything of the entry is written
      LOG.error("what is kept cannot be decrypted", "cause", unreadable.getMessage());
      return Outcome.rejected(
          ErrorCode.UNAVAILABLE, "the message cannot be decrypted, nothing was written");
    }
  }

  private Outcome<Change> write(Entry entry) {
    if (entry instanceof Entry.Post post) {
      return post(post);
    }
    if (entry instanceof Entry.Edit edit) {
      return change(edit.room(), edit.messageId(), edit.by(), edit.overAuthor(), edit.content());
    }
    if (entry instanceof Entry.Remove remove) {
      return remove(remove);
    }
    if (entry instanceof Entry.Restore restore) {
      return restore(restore);
    }
    if (entry instanceof Entry.Erase erase) {
      return erase(erase);
    }
    Entry.Delete delete = (Entry.Delete) entry;
    return change(delete.room(), delete.messageId(), delete.by(), delete.overAuthor(), null);
  }

  private Outcome<Change> post(Entry.Post post) {
    RoomHeadRow head = heads.computeIfAbsent(post.room(), this::newHead);
    String keyDigest = keyDigests.get(post);
    MessageRow first = keyDigest == null ? null : byKey.get(keyDigest);
    if (first != null) {
      return repeated(post, head, first);
    }
    MessageRow row = new MessageRow(post, head.nextSeq(), now, keyDigest);
    row.say(post, bodies);
    em.persist(row);
    byPlace.put(row.key(), row);
    if (keyDigest != null) {
      byKey.put(keyDigest, row);
    }
    return Outcome.done(new Change.Posted(message(post, head)));
  }

  private Message message(Entry.Post post, RoomHeadRow head) {
    return Message.posted(
        post.room(), head.epoch(), head.lastSeq(), post.by(), post.name(), post.content(), now);
  }

  private RoomHeadRow newHead(RoomName room) {
    RoomHeadRow head = new RoomHeadRow(room, now);
    em.persist(head);
    return head;
  }

  private Outcome<Change> repeated(Entry.Post post, RoomHeadRow head, MessageRow first) {
    if (!first.wasSentAs(post.content(), bodies)) {
      return Outcome.rejected(
          ErrorCode.KEY_CONFLICT, "the key has carried another message already");
    }
    return Outcome.done(new Change.Repeated(first.toMessage(head.epoch(), bodies)));
  }

  private Outcome<Change> remove(Entry.Remove remove) {
    RoomHeadRow head = heads.get(remove.room());
    MessageRow row = row(head, remove.room(), remove.messageId());
    if (head == null || row == null || row.isGone()) {
      return noSuchMessage();
    }
    return remove
        .noted()
        .apply(row.sender())
        .then(
            noted -> {
              row.remove(remove.by(), now, head.nextRev());
              return Outcome.done(new Change.Removed(changed(row, head)));
            });
  }

  private Outcome<Change> restore(Entry.Restore restore) {
    RoomHeadRow head = heads.get(restore.room());
    MessageRow row = row(head, restore.room(), restore.messageId());
    if (head == null || row == null || !row.isRemoved()) {
      return noSuchMessage();
    }
    if (row.isBy(restore.by()) && !row.isRemovedBy(restore.by())) {
      return Outcome.rejected(
          ErrorCode.FORBIDDEN, "nobody restores an own message that another has removed");
    }
    return restore
        .noted()
        .apply(row.sender())
        .then(
            noted -> {
              row.restore(head.nextRev());
              return Outcome.done(new Change.Restored(changed(row, head)));
            });
  }

  private Outcome<Change> erase(Entry.Erase erase) {
    RoomHeadRow head = heads.get(erase.room());
    MessageRow row = row(head, erase.room(), erase.messageId());
    if (head == null || row == null) {
      return noSuchMessage();
    }
    row.erase(erase.by(), now, head.nextRev());
    return Outcome.done(new Change.Deleted(changed(row, head)));
  }

  private @Nullable MessageRow row(@Nullable RoomHeadRow head, RoomName room, MessageId id) {
    return head == null || !head.isOf(id.epoch())
        ? null
        : byPlace.get(new MessageKey(room.key(), id.seq()));
  }

  private static Outcome<Change> noSuchMessage() {
    return Outcome.rejected(ErrorCode.NOT_FOUND, "the room has no such message");
  }

  private Outcome<Change> change(
      RoomName room,
      MessageId id,
      UserId by,
      Predicate<UserId> overAuthor,
      @Nullable String content) {
    RoomHeadRow head = heads.get(room);
    MessageRow row = row(head, room, id);
    if (head == null || row == null || row.isGone()) {
      return noSuchMessage();
    }
    if (!row.isBy(by) && !overAuthor.test(row.sender())) {
      return Outcome.rejected(ErrorCode.FORBIDDEN, "the message is another's");
    }
    if (content == null) {
      row.delete(by, now, head.nextRev());
      return Outcome.done(new Change.Deleted(changed(row, head)));
    }
    row.sayInstead(content, bodies); // first: it decrypts, which may fail
    row.edit(by, now, head.nextRev());
    return Outcome.done(new Change.Edited(changed(row, head)));
  }

  private Message changed(MessageRow row, RoomHeadRow head) {
    MessageChangeRow known = em.find(MessageChangeRow.class, row.key()); // which flushes nothing
    if (known == null) {
      em.persist(new MessageChangeRow(row.key(), row.rev()));
    } else {
      known.changedBy(row.rev());
    }
    return row.toMessage(head.epoch(), bodies);
  }
}
