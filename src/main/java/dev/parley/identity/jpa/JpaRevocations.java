package dev.parley.identity.jpa;

import dev.parley.identity.Revocation;
import dev.parley.identity.RevocationStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;

/** Revocations in the table {@code revocation}; every call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaRevocations implements RevocationStore {
  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public JpaRevocations() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaRevocations(EntityManager em) {
    this.em = em;
  }

  @Override
  public List<Revocation> since(Instant moment) {
    return em.createQuery(
            "SELECT r FROM RevocationRow r WHERE r.revokedAt >= :at", RevocationRow.class)
        .setParameter("at", moment.toEpochMilli())
        .getResultStream()
        .map(RevocationRow::revocation)
        .toList();
  }

  @Override
  public void save(Revocation revocation) {
    em.merge(new RevocationRow(revocation));
    em.flush();
  }

  @Override
  public void forgetBefore(Instant moment) {
    em.createQuery("DELETE FROM RevocationRow r WHERE r.revokedAt < :at")
        .setParameter("at", moment.toEpochMilli())
        .executeUpdate();
  }
}
