package dev.parley.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the native JSON dialect, on Tyrus: sends frames, and hands out what came in as trees.
 *
 * <p>Driven by one test thread; frames come in on Tyrus's threads and wait until they are taken.
 * Every wait has a deadline of {@link #PATIENCE} and fails with what came instead. Batches are
 * handed out frame by frame; one that comes unasked is a failure.
 */
public final class WireClient implements AutoCloseable {
  /** How long a frame is waited for that ought to come at once. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private volatile boolean batch;
  private final Inbox inbox = new Inbox();
  private final AtomicInteger batches = new AtomicInteger();
  private int lastId;
  private volatile @Nullable Session socket;
  private @Nullable JsonNode welcome;

  WireClient(boolean batch) {
    this.batch = batch;
  }

  /** A connection to be made to this WebSocket address. */
  public static Handshake to(URI endpoint) {
    return new Handshake(endpoint);
  }

  /** Sends a frame with an id of its own, which is returned. */
  public String send(String type, Map<String, ?> data) {
    String id = "c" + ++lastId;
    sendFrame(Map.of("type", type, "id", id, "data", data));
    return id;
  }

  /** Sends a frame without an id: its success stays unanswered. */
  public void tell(String type, Map<String, ?> data) {
    sendFrame(Map.of("type", type, "data", data));
  }

  /** Sends any value as a frame. */
  public void sendFrame(Object frame) {
    sendText(JSON.writeValueAsString(frame));
  }

  /** Sends a text frame that need not be JSON. */
  public void sendText(String text) {
    try {
      open().getBasicRemote().sendText(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a command and returns its ack's data; fails if it is refused. */
  public JsonNode ask(String type, Map<String, ?> data) {
    JsonNode answer = answer(send(type, data));
    assertThat(answer.path("type").asString())
        .as("answer to %s: %s", type, answer)
        .isEqualTo("ack");
    return answer.path("data");
  }

  /** Sends a command and returns the data of the error that refuses it; fails if it is done. */
  public JsonNode refusal(String type, Map<String, ?> data) {
    JsonNode answer = answer(send(type, data));
    assertThat(answer.path("type").asString())
        .as("answer to %s: %s", type, answer)
        .isEqualTo("error");
    return answer.path("data");
  }

  /** The ack, pong or error that bears this id. */
  public JsonNode answer(String id) {
    return await(f -> id.equals(f.path("id").asString(null)), "the answer to " + id);
  }

  /** The data of the first event of this type. */
  public JsonNode event(String type) {
    return await(f -> type.equals(f.path("type").asString()), type).path("data");
  }

  /** The first frame that fits, wherever it stands among those not taken yet. */
  public JsonNode await(Predicate<JsonNode> fits, String wanted) {
    return await(fits, wanted, PATIENCE);
  }

  public JsonNode await(Predicate<JsonNode> fits, String wanted, Duration within) {
    return inbox.take(fits, wanted, within);
  }

  /** The next frame in the order of arrival. */
  public JsonNode next() {
    return inbox.take(f -> true, "a frame", PATIENCE);
  }

  /** How the server ended the connection. */
  public Closed awaitClose() {
    return awaitClose(PATIENCE);
  }

  public Closed awaitClose(Duration within) {
    return inbox.awaitClose(within);
  }

  public boolean isClosed() {
    return inbox.isClosed();
  }

  /** The data of the {@code welcome}, taken when first asked for. */
  public JsonNode welcomed() {
    JsonNode seen = welcome;
    if (seen == null) {
      JsonNode first = next();
      assertThat(first.path("type").asString()).as("first frame: %s", first).isEqualTo("welcome");
      seen = first.path("data");
      welcome = seen;
    }
    return seen;
  }

  public String userId() {
    return welcomed().path("user").path("id").asString();
  }

  public String clientId() {
    return welcomed().path("clientId").asString();
  }

  /** From now on batches are no failure; for a client that asks for them by {@code auth}. */
  public void takeBatches() {
    batch = true;
  }

  /** How many {@code batch} frames came. */
  public int batches() {
    return batches.get();
  }

  /**
   * Fails if a frame came that nobody took. A {@code ping} is the fence: what the server had sent
   * to this client before its {@code pong} is here.
   */
  public void assertNothingLeft() {
    answer(send("ping", Map.of()));
    assertThat(inbox.left()).as("frames that nobody looked at").isEmpty();
  }

  /** Closes with 1000 for good, if still open, and waits until the connection is gone. */
  @Override
  public void close() {
    Session session = socket;
    if (session != null && session.isOpen()) {
      try {
        session.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, "bye"));
      } catch (IOException | IllegalStateException e) {
        inbox.close(new Closed(1006, "")); // It went while being closed.
      }
      awaitClose();
    }
  }

  Endpoint receiver() {
    return new Receiver();
  }

  private Session open() {
    Session session = socket;
    if (session == null) {
      throw new IllegalStateException("not connected");
    }
    return session;
  }

  private void received(String text) {
    JsonNode frame;
    try {
      frame = JSON.readTree(text);
    } catch (JacksonException e) {
      inbox.fault("the server sent what is no JSON: " + text);
      return;
    }
    if (!"batch".equals(frame.path("type").asString())) {
      inbox.put(frame);
    } else if (batch) {
      batches.incrementAndGet();
      frame.path("data").forEach(inbox::put);
    } else {
      inbox.fault("the server sent a batch that nobody asked for: " + text);
    }
  }

  private final class Receiver extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.setMaxIdleTimeout(-1); // Tyrus's timer pool ends with the last connection
      socket = session;
      session.addMessageHandler(
          new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String text) {
              received(text);
            }
          });
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      String phrase = reason.getReasonPhrase();
      inbox.close(new Closed(reason.getCloseCode().getCode(), phrase == null ? "" : phrase));
    }
  }
}
