package dev.parley.history.jpa;

import dev.parley.history.Retention;
import dev.parley.protocol.RoomName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

/**
 * Takes the oldest messages of a room away and moves the head's first sequence with them, so that
 * what is kept is always without a gap; in the transaction of the caller, under the head's lock.
 */
final class Trimming {
  private final EntityManager em;

  Trimming(EntityManager em) {
    this.em = em;
  }

  int trim(RoomName room, Retention retention, Instant now, int slice) {
    RoomHeadRow head = em.find(RoomHeadRow.class, room.key(), LockModeType.PESSIMISTIC_WRITE);
    if (head == null) {
      return 0;
    }
    long firstKept = head.firstSeq();
    for (Object[] oldest : oldest(head, slice)) {
      long seq = (long) oldest[0];
      if (!retention.drops(seq, Instant.ofEpochMilli((long) oldest[1]), head.lastSeq(), now)) {
        break;
      }
      firstKept = seq + 1;
    }
    int removed = removeBelow(firstKept, head);
    head.keepFrom(firstKept);
    return removed;
  }

  private List<Object[]> oldest(RoomHeadRow head, int slice) {
    return em.createQuery(
            "select m.seq, m.sentAt from MessageRow m where m.room = :room and m.seq >= :first"
                + " order by m.seq",
            Object[].class)
        .setParameter("room", head.room().key())
        .setParameter("first", head.firstSeq())
        .setMaxResults(slice)
        .getResultList();
  }

  private int removeBelow(long firstKept, RoomHeadRow head) {
    if (firstKept == head.firstSeq()) {
      return 0;
    }
    deleteBelow("MessageChangeRow", firstKept, head);
    return deleteBelow("MessageRow", firstKept, head);
  }

  private int deleteBelow(String rows, long firstKept, RoomHeadRow head) {
    return em.createQuery("delete from " + rows + " r where r.room = :room and r.seq < :first")
        .setParameter("room", head.room().key())
        .setParameter("first", firstKept)
        .executeUpdate();
  }
}
