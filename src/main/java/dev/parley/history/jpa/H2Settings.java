package dev.parley.history.jpa;

import dev.parley.log.Log;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Settings of H2 by which it keeps less than it has promised; on other databases there is nothing
 * to do.
 *
 * <ul>
 *   <li>WRITE_DELAY: a commit returns half a second before it is written, and a killed server loses
 *       messages that it has acknowledged. The database keeps what it is set to.
 *   <li>OPTIMIZE_REUSE_RESULTS: a query that runs while another connection commits is answered as
 *       before that commit, again and again until the next one (H2 issues 3894 and 4208): who comes
 *       back would miss messages. What it is set to holds until the database is closed; the URLs of
 *       server-config say it as well.
 * </ul>
 */
final class H2Settings {
  private static final Log LOG = Log.of(H2Settings.class);

  private H2Settings() {}

  /** Before anything is written. */
  static void writeAtOnce(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      if (isH2(connection)
          && writeDelay(statement) > 0
          && set(statement, "WRITE_DELAY", "a killed server loses what was acknowledged")) {
        LOG.info("H2 writes each commit at once now", "setting", "WRITE_DELAY=0");
      }
    }
  }

  /** Once the schema is made: it has every statement of every connection compiled anew. */
  static void keepNoResults(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      if (isH2(connection)) {
        set(statement, "OPTIMIZE_REUSE_RESULTS", "reads miss what was committed");
      }
    }
  }

  private static boolean isH2(Connection connection) throws SQLException {
    return "H2".equals(connection.getMetaData().getDatabaseProductName());
  }

  private static int writeDelay(Statement statement) throws SQLException {
    try (ResultSet setting =
        statement.executeQuery(
            "SELECT setting_value FROM information_schema.settings"
                + " WHERE setting_name = 'WRITE_DELAY'")) {
      return setting.next() ? setting.getInt(1) : 0;
    }
  }

  private static boolean set(Statement statement, String setting, String otherwise) {
    try {
      statement.execute("SET " + setting + " 0");
      return true;
    } catch (SQLException refused) {
      LOG.warn(
          "a setting of H2 could not be changed: add it to the URL of the data source",
          refused,
          "setting",
          setting + "=0",
          "otherwise",
          otherwise);
      return false;
    }
  }
}
