package dev.parley.identity.account.jpa;

import static dev.parley.history.jpa.MigratedDatabases.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.jpa.MigratedDatabases;
import dev.parley.history.jpa.Provider;
import dev.parley.identity.account.Account;
import dev.parley.identity.account.AccountName;
import dev.parley.identity.account.StoredAccount;
import dev.parley.protocol.Tenant;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases. */
class JpaAccountStoreTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:34:56.789Z");

  private static MigratedDatabases databases;

  @BeforeAll
  static void migrate() {
    databases = new MigratedDatabases("accounts");
  }

  @AfterAll
  static void stop() {
    databases.close();
  }

  private static <T> T with(EntityManagerFactory unit, Function<JpaAccountStore, T> work) {
    return inTransaction(unit, em -> work.apply(new JpaAccountStore(em)));
  }

  private static StoredAccount account(
      String name, Tenant tenant, Set<String> roles, boolean oneTime, String hash) {
    return new StoredAccount(new Account(new AccountName(name), tenant, roles, NOW, oneTime), hash);
  }

  private static boolean inserted(EntityManagerFactory unit, StoredAccount account) {
    return with(
        unit,
        store -> {
          store.insert(account);
          return true;
        });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource(MigratedDatabases.PLACES)
  void keepsAccountsAsTheyAre(Provider provider, String database) {
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      Tenant acme = new Tenant("t".repeat(64));
      StoredAccount mia =
          account("m".repeat(64), acme, Set.of("admin", "moderator"), true, "h".repeat(200));
      StoredAccount ben = account("ben", Tenant.NONE, Set.of("moderator"), false, "hash");
      inserted(unit, mia);
      inserted(unit, ben);
      assertThat(all(unit, acme)).containsExactly(mia);
      assertThat(found(unit, ben)).contains(ben);

      StoredAccount changed = account("ben", Tenant.NONE, Set.of("moderator"), true, "other");
      assertThat(replaced(unit, changed, "not it")).isFalse();
      assertThat(replaced(unit, changed, "hash")).isTrue();
      assertThat(found(unit, ben)).contains(changed);

      for (StoredAccount each : new StoredAccount[] {mia, ben}) {
        assertThat(deleted(unit, each)).isTrue();
        assertThat(deleted(unit, each)).isFalse();
      }
      assertThat(all(unit, acme)).isEmpty();
    }
  }

  private static List<StoredAccount> all(EntityManagerFactory unit, Tenant tenant) {
    return with(unit, store -> store.of(tenant));
  }

  private static Optional<StoredAccount> found(EntityManagerFactory unit, StoredAccount account) {
    return with(unit, store -> store.find(account.account().name()));
  }

  private static boolean replaced(
      EntityManagerFactory unit, StoredAccount account, String hashBefore) {
    return with(unit, store -> store.replace(account, hashBefore));
  }

  private static boolean deleted(EntityManagerFactory unit, StoredAccount account) {
    return with(unit, store -> store.delete(account.account().name()));
  }
}
