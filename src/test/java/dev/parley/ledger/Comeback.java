package dev.parley.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A session that is cut off while something is said in its room, and that its client comes back to.
 * One thread.
 */
final class Comeback {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final String user;
  private final String room;
  private final URI endpoint;
  private final String sessionId;
  private final JsonNode joined;

  private Comeback(String user, String room, URI endpoint, String sessionId, JsonNode joined) {
    this.user = user;
    this.room = room;
    this.endpoint = endpoint;
    this.sessionId = sessionId;
    this.joined = joined;
  }

  /** Enters the room, and is cut off there. */
  static Comeback of(String user, String room, URI endpoint) throws InterruptedException {
    BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    try (Wire wire = connect(endpoint, events)) {
      wire.ask("auth", Proof.of(user), WITHIN);
      JsonNode welcome = next(events, "welcome");
      Answer joined = wire.ask("room:join", Map.of("roomId", room), WITHIN);
      String id = welcome == null ? "" : welcome.path("sessionId").asString("");
      return new Comeback(user, room, endpoint, id, joined.data());
    }
  }

  /** Comes back; what is not as promised, empty where all is. */
  String missing(String said) throws InterruptedException {
    Map<String, Object> since =
        Map.of(
            "epoch", joined.path("epoch").asString("none"),
            "seq", joined.path("seq").longValue(),
            "rev", joined.path("rev").longValue());
    BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    try (Wire wire = connect(endpoint, events)) {
      Map<String, Object> join = Map.of("roomId", room, "since", since);
      Answer answer = wire.ask("auth", Proof.resuming(user, sessionId, join), WITHIN);
      if (!answer.data().path("resumed").asBoolean(false)) {
        return "%s did not get back the session it had in %s: %s".formatted(user, room, answer);
      }
      JsonNode resumed = next(events, "room:resumed");
      boolean hears = resumed != null && hears(resumed, said);
      return hears ? "" : "%s came back to %s and was told %s".formatted(user, room, resumed);
    }
  }

  private static boolean hears(JsonNode resumed, String said) {
    return resumed.path("recovered").asBoolean(false)
        && StreamSupport.stream(resumed.path("messages").spliterator(), false)
            .anyMatch(message -> Content.of(message).equals(said));
  }

  private static Wire connect(URI endpoint, BlockingQueue<JsonNode> events)
      throws InterruptedException {
    return Wire.connect(endpoint, false, events::add)
        .orElseThrow(() -> new AssertionError("nobody can connect to " + endpoint));
  }

  /** The data of the next event of the type; null where none comes in time. */
  private static @Nullable JsonNode next(BlockingQueue<JsonNode> events, String type)
      throws InterruptedException {
    long deadline = System.nanoTime() + WITHIN.toNanos();
    while (true) {
      JsonNode frame = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (frame == null || type.equals(frame.path("type").asString())) {
        return frame == null ? null : frame.path("data");
      }
    }
  }
}
