package dev.parley.identity.account;

import dev.parley.protocol.Tenant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps accounts. Safe for use by any thread; blocks, and throws what the store throws when it
 * cannot be reached.
 */
public interface AccountStore {
  /** Those of a tenant, by name. */
  List<StoredAccount> of(Tenant tenant);

  Optional<StoredAccount> find(AccountName name);

  /** Throws where the name is taken. */
  void insert(StoredAccount account);

  /** Another password in place of the one of this hash; false where that has changed meanwhile. */
  boolean replace(StoredAccount account, String hashBefore);

  /** False where there is none such. */
  boolean delete(AccountName name);
}
