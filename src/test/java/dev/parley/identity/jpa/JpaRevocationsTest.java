package dev.parley.identity.jpa;

import static dev.parley.history.jpa.MigratedDatabases.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.jpa.MigratedDatabases;
import dev.parley.history.jpa.Provider;
import dev.parley.identity.Revocation;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases, with the schema that the migrations make. */
class JpaRevocationsTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final UserId BOSS = new UserId("boss");

  private static MigratedDatabases databases;

  @BeforeAll
  static void migrate() {
    databases = new MigratedDatabases("revocations");
  }

  @AfterAll
  static void stop() {
    databases.close();
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void keepsTheLastOfEachUser(Provider provider, String database) {
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      forget(unit, NOON.plusSeconds(1_000));
      Revocation first = new Revocation(new UserId("ann"), NOON, BOSS, "left the company");
      Revocation again = new Revocation(new UserId("ann"), NOON.plusSeconds(60), BOSS, null);
      UserId other = new UserId("ann").within(new Tenant("acme"));
      Revocation elsewhere =
          new Revocation(other, NOON.plusSeconds(1), BOSS.within(new Tenant("acme")), "x");

      save(unit, first);
      assertThat(since(unit, NOON)).containsExactly(first);
      save(unit, again);
      save(unit, elsewhere);
      assertThat(since(unit, NOON)).containsExactlyInAnyOrder(again, elsewhere);
      assertThat(since(unit, NOON.plusSeconds(2))).containsExactly(again);

      forget(unit, NOON.plusSeconds(2));
      assertThat(since(unit, NOON)).containsExactly(again);
    }
  }

  private static void save(EntityManagerFactory unit, Revocation revocation) {
    inTransaction(
        unit,
        em -> {
          new JpaRevocations(em).save(revocation);
          return null;
        });
  }

  private static void forget(EntityManagerFactory unit, Instant before) {
    inTransaction(
        unit,
        em -> {
          new JpaRevocations(em).forgetBefore(before);
          return null;
        });
  }

  private static List<Revocation> since(EntityManagerFactory unit, Instant moment) {
    return inTransaction(unit, em -> new JpaRevocations(em).since(moment));
  }
}
