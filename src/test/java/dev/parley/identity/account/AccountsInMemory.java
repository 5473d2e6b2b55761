package dev.parley.identity.account;

import dev.parley.protocol.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A store that can be away. */
final class AccountsInMemory implements AccountStore {
  final TreeMap<String, StoredAccount> rows = new TreeMap<>();
  volatile boolean away;

  /** Whether another node is always a little faster. */
  volatile boolean late;

  private void reach() {
    if (away) {
      throw new IllegalStateException("away");
    }
  }

  @Override
  public synchronized List<StoredAccount> of(Tenant tenant) {
    reach();
    return rows.values().stream().filter(row -> row.account().tenant().equals(tenant)).toList();
  }

  @Override
  public synchronized Optional<StoredAccount> find(AccountName name) {
    reach();
    return Optional.ofNullable(rows.get(name.value()));
  }

  @Override
  public synchronized void insert(StoredAccount account) {
    reach();
    if (rows.putIfAbsent(account.account().name().value(), account) != null) {
      throw new IllegalStateException("taken");
    }
  }

  @Override
  public synchronized boolean replace(StoredAccount account, String hashBefore) {
    reach();
    StoredAccount row = rows.get(account.account().name().value());
    return row != null
        && !late
        && row.passwordHash().equals(hashBefore)
        && rows.put(account.account().name().value(), account) != null;
  }

  @Override
  public synchronized boolean delete(AccountName name) {
    reach();
    return rows.remove(name.value()) != null;
  }
}
