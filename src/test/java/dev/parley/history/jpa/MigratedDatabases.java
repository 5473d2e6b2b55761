package dev.parley.history.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.provider.Arguments;

/**
 * H2 in memory and PostgreSQL, of one test class alone, with the schema that the migrations make.
 */
public final class MigratedDatabases implements AutoCloseable {
  /** For {@code @MethodSource}: each {@link Provider} with each database by its name. */
  public static final String PLACES = "dev.parley.history.jpa.MigratedDatabases#places";

  private static final String H2 = "h2";

  private final DataSource h2;
  private final TestDatabase postgres = TestDatabase.postgres();

  /** {@code name} is no other test class's. */
  public MigratedDatabases(String name) {
    JdbcDataSource memory = new JdbcDataSource();
    memory.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    h2 = memory;
    new Schema(h2).migrate();
    new Schema(postgres.pool()).migrate();
  }

  static Stream<Arguments> places() {
    return Stream.of(Provider.values())
        .flatMap(unit -> Stream.of(Arguments.of(unit, H2), Arguments.of(unit, "postgres")));
  }

  public EntityManagerFactory unit(Provider provider, String database) {
    return provider.unit(database.equals(H2) ? h2 : postgres.pool());
  }

  /** Does some work in a transaction of its own, as {@code @Transactional} does in a container. */
  public static <T> T inTransaction(EntityManagerFactory unit, Function<EntityManager, T> work) {
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

  @Override
  public void close() {
    postgres.close();
  }
}
