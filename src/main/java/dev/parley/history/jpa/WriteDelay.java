package dev.parley.history.jpa;

import dev.parley.log.Log;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * H2's setting WRITE_DELAY, by which a commit returns half a second before it is written: a killed
 * server would lose messages that it has acknowledged. On other databases there is nothing to do.
 */
final class WriteDelay {
  private static final Log LOG = Log.of(WriteDelay.class);

  private WriteDelay() {}

  /** Sets it to 0, in which the database keeps it; warns where the user may not. */
  static void switchOff(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      if ("H2".equals(connection.getMetaData().getDatabaseProductName()) && delay(statement) > 0) {
        switchOff(statement);
      }
    }
  }

  private static int delay(Statement statement) throws SQLException {
    try (ResultSet setting =
        statement.executeQuery(
            "SELECT setting_value FROM information_schema.settings"
                + " WHERE setting_name = 'WRITE_DELAY'")) {
      return setting.next() ? setting.getInt(1) : 0;
    }
  }

  private static void switchOff(Statement statement) {
    try {
      statement.execute("SET WRITE_DELAY 0");
      LOG.info("H2 writes each commit at once now", "setting", "WRITE_DELAY=0");
    } catch (SQLException refused) {
      LOG.warn(
          "H2 may lose messages that were acknowledged when the server is killed:"
              + " add ;WRITE_DELAY=0 to the URL of the data source",
          refused);
    }
  }
}
