package dev.parley.history.jpa;

import dev.parley.history.SaidBy;
import dev.parley.history.SaidStore;
import dev.parley.protocol.MessageId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;

/** Looks through the rows of one room, by the index of its messages. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaSaidStore implements SaidStore {
  private static final String SEEN =
      " from MessageRow m where m.room = :room and m.senderId = :sender and m.sentAt >= :since"
          + " and m.sentAt < :upTo and m.deletedAt is null and m.removedAt is null";

  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public JpaSaidStore() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaSaidStore(EntityManager em) {
    this.em = em;
  }

  @Override
  public long count(SaidBy which) {
    return query("select count(m)", "", which).getSingleResult();
  }

  @Override
  public List<MessageId> first(SaidBy which, int limit) {
    RoomHeadRow head = em.find(RoomHeadRow.class, which.room().key());
    return head == null
        ? List.of()
        : query("select m.seq", " order by m.seq", which)
            .setMaxResults(limit)
            .getResultStream()
            .map(seq -> new MessageId(head.epoch(), seq))
            .toList();
  }

  private TypedQuery<Long> query(String selection, String order, SaidBy which) {
    return em.createQuery(selection + SEEN + order, Long.class)
        .setParameter("room", which.room().key())
        .setParameter("sender", which.user().value())
        .setParameter("since", which.from() == null ? 0L : which.from().toEpochMilli())
        .setParameter("upTo", which.to().toEpochMilli());
  }
}
