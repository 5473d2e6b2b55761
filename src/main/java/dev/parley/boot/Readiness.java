package dev.parley.boot;

import dev.parley.boot.config.HealthLimits;
import dev.parley.log.Log;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node can serve: it looks at the database again and again from a thread of its own,
 * so that whoever asks is answered at once, also while the database hangs. Safe for use by any
 * thread.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class Readiness {
  private static final Log LOG = Log.of(Readiness.class);
  private static final int WITHIN_SECONDS = 2;

  /**
   * Refused where nothing may be written, and made to wait by who has locked a table that messages
   * are written to; costs nothing else, and waits for no row's lock.
   */
  private static final List<String> WRITING_NOTHING =
      List.of("DELETE FROM room_log WHERE 1 = 0", "DELETE FROM message WHERE 1 = 0");

  @Inject private HealthLimits limits;
  @Inject private ThreadFactory threads;
  @Inject private MeterRegistry meters;

  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource database;

  private @Nullable ScheduledThreadPoolExecutor timer;
  private volatile @Nullable Look last;

  private record Look(boolean database, long at) {}

  void start() {
    Gauge.builder("parley.database.up", this, readiness -> readiness.isDatabaseReady() ? 1 : 0)
        .description("1 while the database answers and takes writes")
        .register(meters);
    timer = new ScheduledThreadPoolExecutor(1, threads);
    var unused =
        timer.scheduleWithFixedDelay(
            this::look, 0, limits.checkEvery().toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop() {
    last = null;
    if (timer != null) {
      timer.shutdown(); // without an interrupt, by which H2 would lose its file
    }
  }

  private void look() {
    boolean up = isDatabaseUp();
    Look before = last;
    last = new Look(up, System.nanoTime());
    if (before != null && before.database() != up) {
      LOG.warn("readiness", "database", up ? "up" : "down");
    }
  }

  /** A database that answers and takes no writes is of no use: a standby, or one that is locked. */
  private boolean isDatabaseUp() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(WITHIN_SECONDS);
      for (String writingNothing : WRITING_NOTHING) {
        statement.executeUpdate(writingNothing);
      }
      return true;
    } catch (SQLException | RuntimeException down) {
      LOG.debug("database-down", "message", down.getMessage());
      return false;
    }
  }

  /**
   * False while the database is away, takes no writes or has not answered for too long, and before
   * start-up has ended.
   */
  public boolean isDatabaseReady() {
    Look look = last;
    return look != null
        && look.database()
        && System.nanoTime() - look.at() < limits.staleAfter().toNanos();
  }
}
