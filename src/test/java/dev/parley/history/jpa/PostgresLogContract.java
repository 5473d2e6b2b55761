package dev.parley.history.jpa;

import static dev.parley.history.Caller.refusal;
import static dev.parley.history.Caller.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.history.Change;
import dev.parley.log.LoggedLines;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the log has to hold on PostgreSQL besides. */
abstract class PostgresLogContract extends StoredLogContract {
  @Override
  TestDatabase database(Path folder) {
    return TestDatabase.postgres();
  }

  @Test
  void aBatchThatTheDatabaseCancelsIsNotRepeatedInTheLog() throws SQLException {
    ann.says("before");
    database.execute(
        "CREATE FUNCTION cancel() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE 'canceling statement' USING ERRCODE = '57014'; END $$");
    database.execute(
        "CREATE TRIGGER cancelled BEFORE INSERT ON message FOR EACH ROW"
            + " WHEN (NEW.content LIKE 'secret%') EXECUTE FUNCTION cancel()");
    try (LoggedLines lines = new LoggedLines("dev.parley")) {
      for (CompletableFuture<Outcome<Change>> outcome : sentAsOneBatch()) {
        assertThat(refusal(soon(outcome))).isEqualTo(ErrorCode.UNAVAILABLE);
      }

      assertThat(lines.all())
          .anyMatch(line -> line.contains("57014"))
          .noneMatch(line -> line.contains("secret"));
    } finally {
      database.execute("DROP TRIGGER cancelled ON message");
    }
    assertThat(ann.says("after").seq()).isEqualTo(3);
  }

  /** What comes while the room is locked for the first of them goes into one batch. */
  private List<CompletableFuture<Outcome<Change>>> sentAsOneBatch() throws SQLException {
    try (Connection other = database.pool().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM room_log WHERE room = '" + room + "' FOR UPDATE");
      CompletableFuture<Outcome<Change>> first = ann.write(ann.post("first", null));
      await().until(this::isSomebodyWaitingForALock);
      List<CompletableFuture<Outcome<Change>>> batch =
          IntStream.range(0, 20).mapToObj(i -> ann.write(ann.post("secret " + i, null))).toList();
      other.rollback();
      assertThat(soon(first)).isInstanceOf(Outcome.Done.class);
      return batch;
    }
  }

  private boolean isSomebodyWaitingForALock() throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet waiting =
            statement.executeQuery(
                "SELECT 1 FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
      return waiting.next();
    }
  }
}
