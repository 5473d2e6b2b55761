package dev.parley.history.jpa;

import dev.parley.log.Log;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The database's schema: the migrations in {@code db/migration}, of all features, and the table
 * {@code parley_schema} that says which of them have run.
 *
 * <p>Called once, at start-up, before anything else touches the database. Blocks; takes connections
 * of its own, outside any transaction. Several nodes may start at the same time: one migrates, the
 * others wait.
 */
public final class Schema {
  private static final Log LOG = Log.of(Schema.class);

  private final DataSource database;
  private final Flyway flyway;

  public Schema(DataSource database) {
    this.database = database;
    this.flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(database)
            .locations("classpath:db/migration")
            .failOnMissingLocations(true)
            .table("parley_schema")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .cleanDisabled(true)
            .load();
  }

  /**
   * Brings the schema up to what this program needs.
   *
   * @throws SchemaException when the database cannot be reached, its schema is newer than the
   *     program, a migration was changed after it ran, or one fails; the message names which
   */
  public void migrate() {
    try {
      H2Settings.writeAtOnce(database);
      List<MigrationInfo> migrations = List.of(flyway.info().all());
      MigrationVersion needed = newest(migrations, info -> info.getState().isResolved());
      refuseNewer(newest(migrations, info -> info.getState().isApplied()), needed);
      int run = run();
      LOG.info("the schema is up to date", "version", needed, "migrated", run);
    } catch (SQLException | FlywayException failure) {
      throw new SchemaException(
          "the database's schema cannot be migrated: " + failure.getMessage(), failure);
    }
  }

  /**
   * Has the database answer reads by what is committed; once the schema is made, and by one node:
   * while others migrate it would disturb them. Blocks.
   *
   * @throws SchemaException when the database cannot be reached
   */
  public void prepareReads() {
    try {
      H2Settings.keepNoResults(database);
    } catch (SQLException failure) {
      throw new SchemaException("the database does not answer: " + failure.getMessage(), failure);
    }
  }

  /**
   * Of nodes that start at once on a new database, one may find the tables of another, yet not
   * their history, and refuse them; a moment later it finds both.
   */
  private int run() {
    try {
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException first) {
      try {
        return flyway.migrate().migrationsExecuted;
      } catch (FlywayException second) {
        first.addSuppressed(second);
        throw first;
      }
    }
  }

  private static MigrationVersion newest(
      List<MigrationInfo> migrations, Predicate<MigrationInfo> condition) {
    return migrations.stream()
        .filter(condition)
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(MigrationVersion.EMPTY);
  }

  private static void refuseNewer(MigrationVersion applied, MigrationVersion needed) {
    if (applied.compareTo(needed) > 0) {
      throw new SchemaException(
          "the database's schema is newer than this program: its version is "
              + applied
              + ", this program knows up to "
              + needed
              + "; run the release that migrated it, or a later one");
    }
  }
}
