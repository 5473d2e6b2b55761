package dev.parley.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One user's way into one room, made anew whenever it has broken. One thread. */
final class PersistentWire implements AutoCloseable {
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(4);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(150);

  private final String user;
  private final String room;
  private final URI endpoint;
  private @Nullable Wire wire;

  PersistentWire(String user, String room, URI endpoint) {
    this.user = user;
    this.room = room;
    this.endpoint = endpoint;
  }

  /** Returns once it is in the room. */
  Wire open() throws InterruptedException {
    while (true) {
      Wire open = wire;
      if (open != null) {
        return open;
      }
      Wire fresh = Wire.connect(endpoint, user, false, frame -> {}).orElse(null);
      if (fresh != null) {
        if (fresh.ask("room:join", Map.of("roomId", room), ANSWERED_WITHIN).isDone()) {
          wire = fresh;
        } else {
          fresh.close();
        }
      }
      if (wire == null) {
        pause();
      }
    }
  }

  /** Sends a command as soon as it can; without an answer in time, the connection is given up. */
  Answer ask(String type, Map<String, ?> data) throws InterruptedException {
    Answer answer = open().ask(type, data, ANSWERED_WITHIN);
    if (answer.kind() == Answer.Kind.NONE) {
      close();
    }
    return answer;
  }

  /** Before something is tried again. */
  static void pause() {
    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
  }

  @Override
  public void close() {
    if (wire != null) {
      wire.close();
      wire = null;
    }
  }
}
