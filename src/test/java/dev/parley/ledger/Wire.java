package dev.parley.ledger;

import dev.parley.testkit.wire.SignedTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One connection of one user that may break or fall silent at any moment, which is an {@link
 * Answer} and no failure. Commands are sent by one thread, which waits for their answers; what
 * comes is heard on the client's threads, one frame at a time, in the order of arrival.
 */
final class Wire implements AutoCloseable {
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();

  private final Consumer<JsonNode> ear;
  private final AtomicLong heardAt = new AtomicLong(System.nanoTime());
  private final Map<String, CompletableFuture<Answer>> awaited = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable WebSocket socket;
  private int lastId;

  private Wire(Consumer<JsonNode> ear) {
    this.ear = ear;
  }

  /**
   * Connects as this user; empty where that does not succeed in time. {@code ear} hears every
   * frame.
   */
  static Optional<Wire> connect(URI endpoint, String user, boolean batch, Consumer<JsonNode> ear)
      throws InterruptedException {
    WebSocket.Builder handshake =
        HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + SignedTokens.of(user, user));
    return connect(handshake, endpoint, batch, ear);
  }

  /** As the other, for one who says only then who it is. */
  static Optional<Wire> connect(URI endpoint, boolean batch, Consumer<JsonNode> ear)
      throws InterruptedException {
    return connect(HTTP.newWebSocketBuilder(), endpoint, batch, ear);
  }

  private static Optional<Wire> connect(
      WebSocket.Builder handshake, URI endpoint, boolean batch, Consumer<JsonNode> ear)
      throws InterruptedException {
    Wire wire = new Wire(ear);
    CompletableFuture<WebSocket> connecting =
        handshake.buildAsync(
            URI.create(endpoint + (batch ? "?batch=true" : "")), wire.new Listener());
    try {
      wire.socket = connecting.get(CONNECTED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(wire);
    } catch (ExecutionException | TimeoutException failed) {
      connecting.thenAccept(WebSocket::abort); // should it come late
      return Optional.empty();
    }
  }

  /** Sends a command and waits for its answer; without one in time, the connection is given up. */
  Answer ask(String type, Map<String, ?> data, Duration within) throws InterruptedException {
    String id = nextId();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    awaited.put(id, answer);
    WebSocket open = socket;
    if (open == null || ended.getCount() == 0) {
      return Answer.none();
    }
    open.sendText(JSON.writeValueAsString(Map.of("type", type, "id", id, "data", data)), true);
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException silent) {
      close();
      return Answer.none();
    } finally {
      awaited.remove(id);
    }
  }

  /** The id that the next command will bear. */
  String idToCome() {
    return Integer.toString(lastId + 1);
  }

  private String nextId() {
    return Integer.toString(++lastId);
  }

  /** Waits; true once the connection has ended. */
  boolean awaitEnd(Duration within) throws InterruptedException {
    return ended.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** For how long nothing has come. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardAt.get());
  }

  /** Ends it without a word. */
  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    end();
  }

  private void end() {
    ended.countDown();
    awaited.values().forEach(answer -> answer.complete(Answer.none()));
  }

  private void hear(String text) {
    JsonNode frame = JSON.readTree(text);
    if ("batch".equals(frame.path("type").asString())) {
      frame.path("data").forEach(this::take);
    } else {
      take(frame);
    }
  }

  private void take(JsonNode frame) {
    ear.accept(frame);
    CompletableFuture<Answer> waiting = awaited.get(frame.path("id").asString(""));
    if (waiting != null) {
      waiting.complete(Answer.of(frame));
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      heardAt.set(System.nanoTime());
      parts.append(part);
      if (last) {
        String text = parts.toString();
        parts.setLength(0);
        hear(text);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end();
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end();
    }
  }
}
