package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgreSqlIT {
  @Test
  void theGatewayKeepsItsTablesInPostgreSql() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      Database database =
          new Database.PostgreSql("127.0.0.1", postgres.getPort(), "postgres", "postgres", "none");
      try (GatewayServer server = GatewayServer.start(ServerOptions.guests().with(database));
          Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement();
          ResultSet tables =
              statement.executeQuery(
                  "select count(*) from information_schema.tables where table_schema = 'public'")) {
        assertThat(server.isAlive()).isTrue();
        assertThat(tables.next()).isTrue();
        assertThat(tables.getInt(1)).isPositive();
      }
    }
  }
}
