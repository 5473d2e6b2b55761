package dev.parley.identity.apikey.jpa;

import dev.parley.identity.apikey.ApiKeyStore;
import dev.parley.identity.apikey.KeyId;
import dev.parley.identity.apikey.StoredKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;

/**
 * The table {@code api_key} of the container's default data source; every call is a transaction of
 * its own. Safe for use by any thread; blocks.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaApiKeyStore implements ApiKeyStore {
  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public JpaApiKeyStore() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaApiKeyStore(EntityManager em) {
    this.em = em;
  }

  @Override
  public List<StoredKey> all() {
    return em.createQuery("SELECT k FROM ApiKeyRow k", ApiKeyRow.class)
        .getResultStream()
        .map(ApiKeyRow::stored)
        .toList();
  }

  @Override
  public void insert(StoredKey key) {
    em.persist(new ApiKeyRow(key));
    em.flush();
  }

  @Override
  public boolean delete(KeyId id) {
    return em.createQuery("DELETE FROM ApiKeyRow k WHERE k.id = :id")
            .setParameter("id", id.value())
            .executeUpdate()
        > 0;
  }

  @Override
  public void used(KeyId id, Instant at) {
    ApiKeyRow row = em.find(ApiKeyRow.class, id.value());
    if (row != null) {
      row.usedAt(at);
    }
  }
}
