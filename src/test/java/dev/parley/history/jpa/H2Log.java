package dev.parley.history.jpa;

import dev.parley.history.HistoryLimits;
import dev.parley.history.PolicyByRoom;
import dev.parley.history.RoomRetentions;
import dev.parley.history.StoredLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.time.Clock;

/** A real log on H2 that keeps every room for ever, for tests of who uses one. */
public final class H2Log implements AutoCloseable {
  private final TestDatabase database;
  private final EntityManagerFactory unit;
  private final StoredLog log;

  public H2Log(Path folder, HistoryLimits limits) {
    database = TestDatabase.h2(folder);
    new Schema(database.pool()).migrate();
    unit = Provider.ECLIPSELINK.unit(database.pool());
    MessageBodies bodies = new MessageBodies(PolicyByRoom.KEEP_ALL, TestKeys.CIPHER);
    LocalLogStore store = new LocalLogStore(unit, Clock.systemUTC(), bodies);
    log =
        new StoredLog(
            store,
            limits,
            PolicyByRoom.KEEP_ALL,
            new RoomRetentions(),
            Clock.systemUTC(),
            Thread::new,
            new SimpleMeterRegistry());
  }

  /** Not started. */
  public StoredLog log() {
    return log;
  }

  @Override
  public void close() {
    log.close();
    unit.close();
    database.close();
  }
}
