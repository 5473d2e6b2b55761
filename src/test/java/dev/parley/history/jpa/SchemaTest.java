package dev.parley.history.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.history.Caller;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  private static DataSource h2(String url) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url);
    return database;
  }

  private static String ask(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getString(1) : "nothing";
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void tell(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void migrateFromFourNodes(DataSource database) {
    List<CompletableFuture<Void>> nodes =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> new Schema(database).migrate()))
            .toList();
    nodes.forEach(Caller::soon);
    assertThat(ask(database, "SELECT count(*) FROM room_log")).isEqualTo("0");
  }

  /** H2 as the settings of the servers have it: or Flyway may read what is no longer so. */
  @Test
  void nodesThatStartAtOnceMigrateOnceOnH2() {
    migrateFromFourNodes(
        h2("jdbc:h2:mem:schema-nodes;OPTIMIZE_REUSE_RESULTS=FALSE;DB_CLOSE_DELAY=-1"));
  }

  @Test
  void nodesThatStartAtOnceMigrateOnceOnPostgres() {
    try (TestDatabase database = TestDatabase.postgres()) {
      migrateFromFourNodes(database.pool());
    }
  }

  @Test
  void secondStartFindsNothingToDo() {
    DataSource database = h2("jdbc:h2:mem:schema-twice;DB_CLOSE_DELAY=-1");
    new Schema(database).migrate();
    tell(database, "INSERT INTO setting VALUES ('name', 'kept')");

    new Schema(database).migrate();

    assertThat(ask(database, "SELECT content FROM setting")).isEqualTo("kept");
  }

  @Test
  void tablesOfOthersAreLeftAlone() {
    DataSource database = h2("jdbc:h2:mem:schema-shared;DB_CLOSE_DELAY=-1");
    tell(database, "CREATE TABLE invoice (id INT)");

    new Schema(database).migrate();

    assertThat(ask(database, "SELECT count(*) FROM invoice")).isEqualTo("0");
    assertThat(ask(database, "SELECT count(*) FROM message")).isEqualTo("0");
  }

  @Test
  void newerSchemaIsRefused() {
    DataSource database = h2("jdbc:h2:mem:schema-newer;DB_CLOSE_DELAY=-1");
    new Schema(database).migrate();
    tell(
        database,
        "INSERT INTO \"parley_schema\" SELECT 99, '99', 'of tomorrow', 'SQL', 'V99__of_tomorrow.sql',"
            + " 0, 'sa', CURRENT_TIMESTAMP, 1, TRUE");

    assertThatThrownBy(() -> new Schema(database).migrate())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("newer than this program: its version is 99")
        .hasMessageContaining("knows up to 13");
  }

  @Test
  void migrationThatWasChangedAfterItRanIsNamed() {
    DataSource database = h2("jdbc:h2:mem:schema-changed;DB_CLOSE_DELAY=-1");
    new Schema(database).migrate();
    tell(database, "UPDATE \"parley_schema\" SET \"checksum\" = 1 WHERE \"version\" = '1'");

    assertThatThrownBy(() -> new Schema(database).migrate())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("checksum mismatch for migration version 1");
  }

  @Test
  void databaseThatIsAwayIsNamed() {
    assertThatThrownBy(() -> new Schema(h2("jdbc:h2:file:/proc/none/parley")).migrate())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("cannot be migrated")
        .hasMessageContaining("/proc/none");
  }

  @Test
  void h2WritesEachCommitAtOnceFromThenOn(@TempDir Path folder) {
    String url = "jdbc:h2:file:" + folder.resolve("parley");
    String delay =
        "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'";
    assertThat(ask(h2(url), delay)).isNotEqualTo("0");

    new Schema(h2(url)).migrate();

    assertThat(ask(h2(url), delay)).isEqualTo("0");
  }

  @Test
  void h2AnswersNothingFromEarlierResultsFromThenOn() throws SQLException {
    DataSource database = h2("jdbc:h2:mem:schema-results;DB_CLOSE_DELAY=-1");
    tell(
        database,
        "CREATE ALIAS TOLD DETERMINISTIC FOR 'java.lang.System.getProperty(java.lang.String)'");
    assertThat(answersFromBefore(database)).as("as H2 comes").isTrue();

    new Schema(database).prepareReads();

    assertThat(answersFromBefore(database)).isFalse();
  }

  /** Of what changes without its knowledge, as of a commit that it has counted too early. */
  private static boolean answersFromBefore(DataSource database) throws SQLException {
    String property = "parley.test.told1";
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT TOLD('parley.test.told' || X) FROM SYSTEM_RANGE(1, 1) WHERE X = ?")) {
      query.setInt(1, 1);
      System.setProperty(property, "before");
      assertThat(answer(query)).isEqualTo("before");
      System.setProperty(property, "after");
      return answer(query).equals("before");
    } finally {
      System.clearProperty(property);
    }
  }

  private static String answer(PreparedStatement query) throws SQLException {
    try (ResultSet result = query.executeQuery()) {
      result.next();
      return result.getString(1);
    }
  }
}
