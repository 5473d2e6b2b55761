package dev.parley.identity.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/**
 * The table {@code setting} of the container's default data source; every call is a transaction of
 * its own. Safe for use by any thread; blocks.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class SettingRows {
  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public SettingRows() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  SettingRows(EntityManager em) {
    this.em = em;
  }

  /** What stands under the name. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(em.find(SettingRow.class, name)).map(SettingRow::content);
  }

  /** Throws a provider's exception where there is such a row already. */
  public void insert(String name, String content) {
    em.persist(new SettingRow(name, content));
    em.flush();
  }
}
