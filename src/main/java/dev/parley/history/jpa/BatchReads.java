package dev.parley.history.jpa;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.parley.history.Entry;
import dev.parley.protocol.RoomName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a batch has to know before it writes: one query each for heads and keys, if there are any.
 */
final class BatchReads {
  private final EntityManager em;
  private final Duration lockWait;

  BatchReads(EntityManager em, Duration lockWait) {
    this.em = em;
    this.lockWait = lockWait;
  }

  /**
   * The heads there are, locked in the order of their names and all by one statement, so that no
   * two nodes can deadlock.
   */
  Map<RoomName, RoomHeadRow> lockHeads(List<Entry> entries) {
    Set<String> rooms = new HashSet<>();
    entries.forEach(entry -> rooms.add(entry.room().key()));
    Map<RoomName, RoomHeadRow> heads = new HashMap<>();
    em.createQuery(
            "select h from RoomHeadRow h where h.room in :rooms order by h.room", RoomHeadRow.class)
        .setParameter("rooms", InList.whole(rooms))
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint("jakarta.persistence.query.timeout", (int) lockWait.toMillis())
        .getResultList()
        .forEach(head -> heads.put(head.room(), head));
    return heads;
  }

  /** The messages that stand under client keys, by the keys' digests. */
  Map<String, MessageRow> byKey(Collection<String> digests) {
    Map<String, MessageRow> rows = new HashMap<>();
    for (List<String> part : InList.parts(digests)) {
      em.createQuery("select m from MessageRow m where m.keyDigest in :digests", MessageRow.class)
          .setParameter("digests", part)
          .getResultList()
          .forEach(row -> rows.put(row.keyDigest(), row));
    }
    return rows;
  }

  /** The messages that the batch changes. */
  Map<MessageKey, MessageRow> byPlace(List<Entry> entries) {
    Map<MessageKey, MessageRow> rows = new HashMap<>();
    Map<RoomName, Set<Long>> places =
        entries.stream()
            .filter(entry -> seq(entry) != 0)
            .collect(groupingBy(Entry::room, mapping(BatchReads::seq, toSet())));
    places.forEach(
        (room, seqs) -> {
          for (List<Long> part : InList.parts(seqs)) {
            em.createQuery(
                    "select m from MessageRow m where m.room = :room and m.seq in :seqs",
                    MessageRow.class)
                .setParameter("room", room.key())
                .setParameter("seqs", part)
                .getResultList()
                .forEach(row -> rows.put(row.key(), row));
          }
        });
    return rows;
  }

  /** The place an entry refers to; 0: none. */
  private static long seq(Entry entry) {
    if (entry instanceof Entry.Edit edit) {
      return edit.messageId().seq();
    }
    if (entry instanceof Entry.Remove remove) {
      return remove.messageId().seq();
    }
    if (entry instanceof Entry.Erase erase) {
      return erase.messageId().seq();
    }
    if (entry instanceof Entry.Restore restore) {
      return restore.messageId().seq();
    }
    return entry instanceof Entry.Delete delete ? delete.messageId().seq() : 0;
  }
}
