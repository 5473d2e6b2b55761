package dev.parley.history.jpa;

import dev.parley.history.BodyCipher;
import dev.parley.history.HistoryPolicy;
import dev.parley.history.Said;
import dev.parley.history.UserHistory;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks through the rows of rooms, by the primary key of messages. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaUserHistory implements UserHistory {
  private static final char AFTER_TENANT = '!'; // as RoomName#key has it

  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  private MessageBodies bodies;

  /** For the container's proxy alone. */
  @SuppressWarnings("NullAway")
  protected JpaUserHistory() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the container sets the entity manager
  public JpaUserHistory(HistoryPolicy policy, BodyCipher cipher) {
    this.bodies = new MessageBodies(policy, cipher);
  }

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaUserHistory(EntityManager em, MessageBodies bodies) {
    this.em = em;
    this.bodies = bodies;
  }

  @Override
  public List<RoomName> rooms(Tenant tenant, @Nullable RoomName after, int limit) {
    String mark = tenant.isNone() ? String.valueOf(AFTER_TENANT) : tenant.value() + AFTER_TENANT;
    TypedQuery<String> query =
        em.createQuery(
            "select h.room from RoomHeadRow h where h.room > :after and locate(:mark, h.room) "
                + (tenant.isNone() ? "= 0" : "= 1")
                + " order by h.room",
            String.class);
    return query
        .setParameter("after", after == null ? "" : after.key())
        .setParameter("mark", mark)
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(RoomName::ofKey)
        .toList();
  }

  @Override
  public List<Said> said(RoomName room, UserId user, long after, int limit) {
    RoomHeadRow head = em.find(RoomHeadRow.class, room.key());
    return head == null
        ? List.of()
        : em
            .createQuery(
                "select m from MessageRow m where m.room = :room and m.seq > :after"
                    + " and m.senderId = :sender order by m.seq",
                MessageRow.class)
            .setParameter("room", room.key())
            .setParameter("after", after)
            .setParameter("sender", user.value())
            .setMaxResults(limit)
            .getResultList()
            .stream()
            .map(row -> row.said(head.epoch(), bodies))
            .toList();
  }
}
