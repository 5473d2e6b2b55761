package dev.parley.identity.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.jpa.Provider;
import dev.parley.history.jpa.Schema;
import dev.parley.identity.Revocation;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases, with the schema that the migrations make. */
class JpaRevocationsTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final UserId BOSS = new UserId("boss");

  private static EmbeddedPostgres server;
  private static DataSource postgres;
  private static DataSource h2;

  @BeforeAll
  static void migrate() throws IOException {
    server = EmbeddedPostgres.start();
    postgres = server.getPostgresDatabase();
    JdbcDataSource memory = new JdbcDataSource();
    memory.setURL("jdbc:h2:mem:revocations;DB_CLOSE_DELAY=-1");
    h2 = memory;
    new Schema(postgres).migrate();
    new Schema(h2).migrate();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  static Stream<Arguments> places() {
    return Stream.of(Provider.values())
        .flatMap(unit -> Stream.of(Arguments.of(unit, "h2"), Arguments.of(unit, "postgres")));
  }

  @ParameterizedTest
  @MethodSource("places")
  void keepsTheLastOfEachUser(Provider provider, String database) {
    try (EntityManagerFactory unit = provider.unit(database.equals("h2") ? h2 : postgres)) {
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

  private static <T> T inTransaction(EntityManagerFactory unit, Function<EntityManager, T> work) {
    try (EntityManager em = unit.createEntityManager()) {
      EntityTransaction transaction = em.getTransaction();
      transaction.begin();
      try {
        T result = work.apply(em);
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }
}
