package dev.parley.history.jpa;

import dev.parley.log.Log;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;

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

  private final Flyway flyway;

  public Schema(DataSource dataSource) {
    flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:db/migration")
            .table("parley_schema")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .cleanDisabled(true)
            .load();
  }

  /**
   * Brings the schema up to what this program needs.
   *
   * @throws SchemaException when it is newer than the program, when a migration was changed after
   *     it ran, or when one fails; the message names which
   */
  public void migrate() {
    try {
      refuseNewer();
      MigrateResult result = flyway.migrate();
      LOG.info(
          "the schema is up to date",
          "database",
          result.databaseType,
          "version",
          known(),
          "migrated",
          result.migrationsExecuted);
    } catch (FlywayException failure) {
      throw new SchemaException("the database's schema cannot be migrated", failure);
    }
  }

  private void refuseNewer() {
    Optional<MigrationVersion> newest =
        Arrays.stream(flyway.info().applied())
            .map(MigrationInfo::getVersion)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder());
    if (newest.isPresent() && newest.get().isNewerThan(known().toString())) {
      throw new SchemaException(
          "the database's schema is newer than this program: version "
              + newest.get()
              + " has run, this program knows up to "
              + known()
              + "; run the program that migrated it, or a newer one");
    }
  }

  /** The newest version among the migrations that the program carries. */
  private MigrationVersion known() {
    return Arrays.stream(flyway.info().all())
        .filter(info -> info.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> new SchemaException("the program carries no migrations"));
  }
}
