package dev.parley.history.jpa;

import dev.parley.history.Extent;
import dev.parley.history.LogHead;
import dev.parley.history.LogUnavailableException;
import dev.parley.history.Missed;
import dev.parley.history.Page;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.Message;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of the log, in the transaction of the caller. */
final class LogReads {
  private final EntityManager em;
  private final MessageBodies bodies;

  LogReads(EntityManager em, MessageBodies bodies) {
    this.em = em;
    this.bodies = bodies;
  }

  Optional<LogHead> find(RoomName room) {
    return Optional.ofNullable(head(room)).map(RoomHeadRow::toHead);
  }

  private @Nullable RoomHeadRow head(RoomName room) {
    return em.find(RoomHeadRow.class, room.key());
  }

  Page before(RoomName room, long before, int limit) {
    return page(
        room,
        limit,
        true,
        messages("m.seq < :before order by m.seq desc", room).setParameter("before", before));
  }

  Page after(RoomName room, long after, int limit) {
    return page(
        room,
        limit,
        false,
        messages("m.seq > :after order by m.seq", room).setParameter("after", after));
  }

  private Page page(RoomName room, int limit, boolean falling, TypedQuery<MessageRow> query) {
    RoomHeadRow head = head(room);
    if (head == null) {
      return new Page(List.of(), false);
    }
    List<Message> found = read(query.setMaxResults(limit + 1), head.epoch());
    boolean more = found.size() > limit;
    List<Message> messages = new ArrayList<>(more ? found.subList(0, limit) : found);
    if (falling) {
      Collections.reverse(messages);
    }
    return new Page(messages, more);
  }

  Missed missed(RoomName room, Position since, Position upTo, int most) {
    RoomHeadRow head = head(room);
    if (head == null || !head.isOf(since.epoch()) || isBeyond(since, head)) {
      return new Missed.EpochChanged();
    }
    if (upTo.seq() > head.lastSeq() || upTo.rev() > head.rev()) {
      throw new LogUnavailableException(
          "the database is behind what it has confirmed: at %d, revision %d, in place of %d and %d"
              .formatted(head.lastSeq(), head.rev(), upTo.seq(), upTo.rev()));
    }
    if (since.seq() + 1 < head.firstSeq()) {
      return new Missed.Trimmed();
    }
    long count = Math.max(0, upTo.seq() - since.seq());
    if (count > most) {
      return new Missed.TooFarBack();
    }
    List<Message> changed =
        upTo.rev() <= since.rev() ? List.of() : changed(head, since, upTo, most - (int) count + 1);
    if (count + changed.size() > most) {
      return new Missed.TooFarBack();
    }
    List<Message> messages = count == 0 ? List.of() : between(head, since.seq(), count);
    // Retention may have removed some since the head was read.
    return messages.size() == count ? new Missed.All(messages, changed) : new Missed.Trimmed();
  }

  private static boolean isBeyond(Position since, RoomHeadRow head) {
    return since.seq() > head.lastSeq() || since.rev() > head.rev();
  }

  private List<Message> changed(RoomHeadRow head, Position since, Position upTo, int limit) {
    return read(
        em.createQuery(
                "select m from MessageChangeRow c, MessageRow m where c.room = :room"
                    + " and c.rev > :rev and c.rev <= :upTo and c.seq <= :seq"
                    + " and m.room = c.room and m.seq = c.seq order by c.rev",
                MessageRow.class)
            .setParameter("room", head.room().key())
            .setParameter("rev", since.rev())
            .setParameter("upTo", upTo.rev())
            .setParameter("seq", since.seq())
            .setMaxResults(limit),
        head.epoch());
  }

  private List<Message> between(RoomHeadRow head, long after, long count) {
    return read(
        messages("m.seq > :after and m.seq <= :last order by m.seq", head.room())
            .setParameter("after", after)
            .setParameter("last", after + count),
        head.epoch());
  }

  /** No room's name comes before the empty one. */
  List<Extent> extents(@Nullable RoomName after, int limit) {
    return em
        .createQuery(
            "select h.room, h.firstSeq, h.lastSeq, m.sentAt from RoomHeadRow h, MessageRow m"
                + " where h.room > :after and m.room = h.room and m.seq = h.firstSeq"
                + " order by h.room",
            Object[].class)
        .setParameter("after", after == null ? "" : after.key())
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(LogReads::extent)
        .toList();
  }

  private static Extent extent(Object[] row) {
    Instant oldest = Instant.ofEpochMilli((long) row[3]);
    return new Extent(RoomName.ofKey((String) row[0]), (long) row[1], (long) row[2], oldest);
  }

  private TypedQuery<MessageRow> messages(String where, RoomName room) {
    return em.createQuery(
            "select m from MessageRow m where m.room = :room and " + where, MessageRow.class)
        .setParameter("room", room.key());
  }

  private List<Message> read(TypedQuery<MessageRow> query, Epoch epoch) {
    return query.getResultList().stream().map(row -> row.toMessage(epoch, bodies)).toList();
  }
}
