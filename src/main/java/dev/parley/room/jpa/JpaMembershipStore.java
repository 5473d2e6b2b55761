package dev.parley.room.jpa;

import dev.parley.protocol.Invitation;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.MembershipStore;
import dev.parley.room.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invitations in the table {@code room_member} of the container's default data source. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaMembershipStore implements MembershipStore {
  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public JpaMembershipStore() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaMembershipStore(EntityManager em) {
    this.em = em;
  }

  private @Nullable MemberRow find(RoomName room, UserId user) {
    return em.find(MemberRow.class, new MemberKey(room.key(), user.value()));
  }

  @Override
  public Standing standing(RoomName room, UserId user) {
    MemberRow row = find(room, user);
    return row == null ? Standing.NONE : row.standing();
  }

  @Override
  public boolean invite(
      RoomName room, UserId user, Standing standing, UserId by, Instant now, int most) {
    MemberRow row = find(room, user);
    if (row == null && count(room) >= most) {
      return false;
    }
    MemberRow invited = row == null ? new MemberRow(room, user) : row;
    invited.invite(standing, by, now);
    if (row == null) {
      em.persist(invited);
    }
    em.flush();
    return true;
  }

  private long count(RoomName room) {
    return em.createQuery("select count(m) from MemberRow m where m.room = :room", Long.class)
        .setParameter("room", room.key())
        .getSingleResult();
  }

  @Override
  public boolean uninvite(RoomName room, UserId user) {
    MemberRow row = find(room, user);
    if (row != null) {
      em.remove(row);
    }
    return row != null;
  }

  @Override
  public List<Invitation> of(UserId user, @Nullable RoomName after, int limit) {
    return em
        .createQuery(
            "select m from MemberRow m where m.userId = :user and m.tenant = :tenant"
                + " and m.room > :after order by m.room",
            MemberRow.class)
        .setParameter("user", user.value())
        .setParameter("tenant", user.tenant().value())
        .setParameter("after", after == null ? "" : after.key())
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(MemberRow::toInvitation)
        .toList();
  }
}
