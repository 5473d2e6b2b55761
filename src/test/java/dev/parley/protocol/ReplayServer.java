package dev.parley.protocol;

import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The server that golden conversations are replayed against, as one dialect reaches it. */
public interface ReplayServer {
  /** Connects; throws {@link RefusedException} where the server wants no connection. */
  Client connect(Entrance entrance);

  Tokens tokens();

  /** Has it drain itself, for good. */
  void drain();

  /** Has a moderator order something; answers what that one is answered. */
  JsonNode order(String what, JsonNode data);

  /** What a client says of itself when it connects. */
  record Entrance(
      @Nullable String name, @Nullable String token, @Nullable String origin, boolean batch) {}

  /** One connection; hands out the frames of batches one by one. */
  interface Client {
    void send(JsonNode frame);

    void sendText(String text);

    /** The next frame; fails when none comes in time. */
    JsonNode next();

    Closed awaitClose();

    /** Closes with 1000 and waits for the end. */
    void close();
  }
}
