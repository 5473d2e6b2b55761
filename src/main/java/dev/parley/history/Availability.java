package dev.parley.history;

import dev.parley.log.Log;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the database answers one kind of request; logs when that turns, once, however many
 * requests fail in between. Safe for use by any thread.
 */
final class Availability {
  private static final Log LOG = Log.of(Availability.class);

  private final String requests;
  private final AtomicBoolean away = new AtomicBoolean();

  Availability(String requests) {
    this.requests = requests;
  }

  void failed(Throwable cause) {
    if (!away.getAndSet(true)) {
      LOG.error("the database does not answer", cause, "requests", requests);
    }
  }

  void succeeded() {
    if (away.get() && away.getAndSet(false)) {
      LOG.info("the database answers again", "requests", requests);
    }
  }
}
