package dev.parley.identity.account.jpa;

import dev.parley.identity.account.AccountName;
import dev.parley.identity.account.AccountStore;
import dev.parley.identity.account.StoredAccount;
import dev.parley.protocol.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code console_account} of the container's default data source; every call is a
 * transaction of its own. Safe for use by any thread; blocks.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaAccountStore implements AccountStore {
  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public JpaAccountStore() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaAccountStore(EntityManager em) {
    this.em = em;
  }

  @Override
  public List<StoredAccount> of(Tenant tenant) {
    return em.createQuery(
            "SELECT a FROM AccountRow a WHERE a.tenant = :tenant ORDER BY a.name", AccountRow.class)
        .setParameter("tenant", tenant.value())
        .getResultStream()
        .map(AccountRow::stored)
        .toList();
  }

  @Override
  public Optional<StoredAccount> find(AccountName name) {
    return Optional.ofNullable(em.find(AccountRow.class, name.value())).map(AccountRow::stored);
  }

  @Override
  public void insert(StoredAccount account) {
    em.persist(new AccountRow(account));
    em.flush();
  }

  @Override
  public boolean replace(StoredAccount account, String hashBefore) {
    return em.createQuery(
                "UPDATE AccountRow a SET a.passwordHash = :hash, a.oneTime = :oneTime"
                    + " WHERE a.name = :name AND a.passwordHash = :before")
            .setParameter("hash", account.passwordHash())
            .setParameter("oneTime", account.account().oneTime())
            .setParameter("name", account.account().name().value())
            .setParameter("before", hashBefore)
            .executeUpdate()
        > 0;
  }

  @Override
  public boolean delete(AccountName name) {
    return em.createQuery("DELETE FROM AccountRow a WHERE a.name = :name")
            .setParameter("name", name.value())
            .executeUpdate()
        > 0;
  }
}
