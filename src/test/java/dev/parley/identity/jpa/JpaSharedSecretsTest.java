package dev.parley.identity.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.history.jpa.Provider;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases. */
class JpaSharedSecretsTest {
  private static final int NODES = 8;

  private static EmbeddedPostgres server;
  private static DataSource postgres;
  private static DataSource h2;

  @BeforeAll
  static void migrate() throws IOException, SQLException {
    server = EmbeddedPostgres.start();
    postgres = server.getPostgresDatabase();
    JdbcDataSource memory = new JdbcDataSource();
    memory.setURL("jdbc:h2:mem:secrets;DB_CLOSE_DELAY=-1");
    h2 = memory;
    String migration = resource("/db/migration/V2__setting.sql");
    execute(postgres, migration);
    execute(h2, migration);
  }

  @AfterAll
  static void stop() throws IOException, SQLException {
    server.close();
    execute(h2, "SHUTDOWN");
  }

  static Stream<Arguments> places() {
    return Stream.of(Provider.values())
        .flatMap(unit -> Stream.of(Arguments.of(unit, "h2"), Arguments.of(unit, "postgres")));
  }

  @ParameterizedTest
  @MethodSource("places")
  void theFirstProposalIsKeptForGood(Provider provider, String database) throws SQLException {
    try (EntityManagerFactory unit = provider.unit(emptied(database))) {
      JpaSharedSecrets secrets = new JpaSharedSecrets(new LocalSettingRows(unit));

      assertThat(secrets.keep("a", "first")).isEqualTo("first");
      assertThat(secrets.keep("a", "second")).isEqualTo("first");
      assertThat(secrets.keep("b", "second")).isEqualTo("second");

      JpaSharedSecrets otherNode = new JpaSharedSecrets(new LocalSettingRows(unit));
      assertThat(otherNode.keep("a", "third")).isEqualTo("first");
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void nodesThatStartTogetherAgree(Provider provider, String database) throws Exception {
    try (EntityManagerFactory unit = provider.unit(emptied(database))) {
      List<String> agreed = onNodes(new Together(unit));

      assertThat(agreed).hasSize(NODES).containsOnly(agreed.get(0));
      assertThat(agreed.get(0)).matches("proposal-[0-7]");
    }
  }

  /** Lets nobody insert before all have found nothing. */
  private static final class Together extends LocalSettingRows {
    private final CyclicBarrier allLooked = new CyclicBarrier(NODES);
    private final ThreadLocal<Boolean> looked = ThreadLocal.withInitial(() -> false);

    Together(EntityManagerFactory unit) {
      super(unit);
    }

    @Override
    public Optional<String> find(String name) {
      Optional<String> found = super.find(name);
      if (!looked.get()) {
        looked.set(true);
        await();
      }
      return found;
    }

    private void await() {
      try {
        allLooked.await(30, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static List<String> onNodes(SettingRows rows) throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    try {
      List<Callable<String>> starts = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        String proposal = "proposal-" + i;
        starts.add(() -> new JpaSharedSecrets(rows).keep("secret", proposal));
      }
      List<String> agreed = new ArrayList<>();
      for (Future<String> start : nodes.invokeAll(starts)) {
        agreed.add(start.get());
      }
      return agreed;
    } finally {
      nodes.shutdownNow();
    }
  }

  @Test
  void aDatabaseThatFailsIsNoEmptyOne() {
    SettingRows broken =
        new SettingRows() {
          private boolean away;

          @Override
          public Optional<String> find(String name) {
            if (away) {
              throw new IllegalStateException("still away");
            }
            return Optional.empty();
          }

          @Override
          public void insert(String name, String content) {
            away = true;
            throw new IllegalStateException("away");
          }
        };

    assertThatThrownBy(() -> new JpaSharedSecrets(broken).keep("a", "first"))
        .hasMessage("away")
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("still away"));
  }

  private static DataSource emptied(String database) throws SQLException {
    execute(source(database), "DELETE FROM setting");
    return source(database);
  }

  private static DataSource source(String database) {
    return database.equals("h2") ? h2 : postgres;
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String resource(String path) throws IOException {
    try (var stream = JpaSharedSecretsTest.class.getResourceAsStream(path)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
