package dev.parley.moderation.jpa;

import dev.parley.moderation.ActId;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.ContentFilter;
import dev.parley.moderation.FilterStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;

/** Filters in the table {@code content_filter}; every call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaFilterStore implements FilterStore {
  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public JpaFilterStore() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaFilterStore(EntityManager em) {
    this.em = em;
  }

  @Override
  public List<ContentFilter> all() {
    return em.createQuery("SELECT r FROM ContentFilterRow r", ContentFilterRow.class)
        .getResultStream()
        .map(ContentFilterRow::filter)
        .toList();
  }

  @Override
  public void keep(ContentFilter filter, AuditEntry entry) {
    em.merge(new ContentFilterRow(filter));
    em.persist(new AuditRow(entry));
    em.flush();
  }

  @Override
  public void delete(ActId id, AuditEntry entry) {
    ContentFilterRow row = em.find(ContentFilterRow.class, id.number());
    if (row != null) {
      em.remove(row);
    }
    em.persist(new AuditRow(entry));
    em.flush();
  }
}
