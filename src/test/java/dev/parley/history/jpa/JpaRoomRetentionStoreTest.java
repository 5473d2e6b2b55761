package dev.parley.history.jpa;

import static dev.parley.history.jpa.MigratedDatabases.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.history.Retention;
import dev.parley.history.RoomRetention;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases. */
class JpaRoomRetentionStoreTest {
  private static MigratedDatabases databases;

  @BeforeAll
  static void migrate() {
    databases = new MigratedDatabases("retention");
  }

  @AfterAll
  static void stop() {
    databases.close();
  }

  private static RoomRetention less(
      Tenant tenant, @Nullable Duration maxAge, @Nullable Long maxCount) {
    return new RoomRetention(
        new RoomName(tenant, "lobby"),
        new Retention(maxAge, maxCount),
        new UserId(tenant, "boss"),
        Instant.parse("2026-03-14T12:00:00Z"));
  }

  private static List<RoomRetention> kept(EntityManagerFactory unit, RoomRetention retention) {
    keep(unit, retention, () -> {});
    return of(unit, retention.room().tenant());
  }

  private static void keep(EntityManagerFactory unit, RoomRetention retention, Runnable noted) {
    inTransaction(
        unit,
        em -> {
          new JpaRoomRetentionStore(em).keep(retention, noted);
          return "";
        });
  }

  private static List<RoomRetention> of(EntityManagerFactory unit, Tenant tenant) {
    return inTransaction(unit, em -> new JpaRoomRetentionStore(em).all()).stream()
        .filter(each -> each.room().tenant().equals(tenant))
        .toList();
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void isKeptUntilItIsAsConfiguredAndOnlyIfItIsNoted(Provider provider, String database) {
    Tenant tenant = new Tenant("r-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      RoomRetention day = less(tenant, Duration.ofDays(1), null);
      assertThat(kept(unit, day)).containsExactly(day);
      RoomRetention few = less(tenant, null, 9L);
      assertThat(kept(unit, few)).containsExactly(few);
      assertThatThrownBy(
              () ->
                  keep(
                      unit,
                      day,
                      () -> {
                        throw new IllegalStateException("not noted");
                      }))
          .isInstanceOf(RuntimeException.class);
      assertThat(of(unit, tenant)).containsExactly(few);
      assertThat(kept(unit, less(tenant, null, null))).isEmpty();
    }
  }
}
