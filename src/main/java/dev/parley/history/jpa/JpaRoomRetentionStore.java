package dev.parley.history.jpa;

import dev.parley.history.RoomRetention;
import dev.parley.history.RoomRetentionStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;

/** What is kept of rooms in the table {@code room_retention}. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaRoomRetentionStore implements RoomRetentionStore {
  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public JpaRoomRetentionStore() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaRoomRetentionStore(EntityManager em) {
    this.em = em;
  }

  @Override
  public List<RoomRetention> all() {
    return em
        .createQuery("select r from RoomRetentionRow r", RoomRetentionRow.class)
        .getResultList()
        .stream()
        .map(RoomRetentionRow::retention)
        .toList();
  }

  @Override
  public void keep(RoomRetention retention, Runnable noted) {
    if (retention.isAsConfigured()) {
      RoomRetentionRow row = em.find(RoomRetentionRow.class, retention.room().key());
      if (row != null) {
        em.remove(row);
      }
    } else {
      em.merge(new RoomRetentionRow(retention));
    }
    noted.run();
    em.flush();
  }
}
