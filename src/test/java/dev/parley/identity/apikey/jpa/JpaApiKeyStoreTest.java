package dev.parley.identity.apikey.jpa;

import static dev.parley.history.jpa.MigratedDatabases.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.jpa.MigratedDatabases;
import dev.parley.history.jpa.Provider;
import dev.parley.identity.apikey.ApiKey;
import dev.parley.identity.apikey.KeyId;
import dev.parley.identity.apikey.Right;
import dev.parley.identity.apikey.RoomPattern;
import dev.parley.identity.apikey.ServiceName;
import dev.parley.identity.apikey.StoredKey;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases. */
class JpaApiKeyStoreTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:34:56.789Z");
  private static final String DIGEST = "d".repeat(43);

  private static MigratedDatabases databases;

  @BeforeAll
  static void migrate() {
    databases = new MigratedDatabases("api-keys");
  }

  @AfterAll
  static void stop() {
    databases.close();
  }

  private static <T> T with(EntityManagerFactory unit, Function<JpaApiKeyStore, T> work) {
    return inTransaction(unit, em -> work.apply(new JpaApiKeyStore(em)));
  }

  private static List<StoredKey> all(EntityManagerFactory unit) {
    return with(unit, JpaApiKeyStore::all);
  }

  private static boolean deleted(EntityManagerFactory unit, StoredKey key) {
    return with(unit, store -> store.delete(key.key().id()));
  }

  private static StoredKey key(String id, Tenant tenant, List<RoomPattern> rooms, Instant end) {
    Set<Right> rights = EnumSet.allOf(Right.class);
    UserId boss = new UserId(tenant, "b".repeat(128));
    ServiceName service = new ServiceName("s".repeat(48));
    return new StoredKey(
        new ApiKey(new KeyId(id), tenant, service, rights, rooms, NOW, boss, end, null), DIGEST);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource(MigratedDatabases.PLACES)
  void keepsKeysAsTheyAre(Provider provider, String database) {
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      List<RoomPattern> many = Collections.nCopies(100, new RoomPattern("r".repeat(128)));
      StoredKey first = key("0123456789abcdef", Tenant.NONE, List.of(), null);
      StoredKey second = key("fedcba9876543210", new Tenant("t".repeat(64)), many, NOW);
      for (StoredKey each : List.of(first, second)) {
        with(
            unit,
            store -> {
              store.insert(each);
              return true;
            });
      }
      assertThat(all(unit)).containsExactlyInAnyOrder(first, second);

      with(
          unit,
          store -> {
            store.used(first.key().id(), NOW);
            store.used(new KeyId("0000000000000000"), NOW);
            return true;
          });
      assertThat(all(unit)).contains(new StoredKey(first.key().usedAt(NOW), DIGEST));

      assertThat(deleted(unit, first)).isTrue();
      assertThat(deleted(unit, first)).isFalse();
      assertThat(all(unit)).containsExactly(second);
      assertThat(deleted(unit, second)).isTrue();
    }
  }
}
