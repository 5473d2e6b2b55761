package dev.parley.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Inbound;
import dev.parley.session.Frames;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.glassfish.tyrus.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The transport, the decoder and the encoder on a real WebSocket: Tyrus's server and client in this
 * JVM.
 */
class JsonTransportTest {
  private static final LinkedBlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();
  private static final LinkedBlockingQueue<Frame> RECEIVED = new LinkedBlockingQueue<>();
  private static final AtomicInteger PONGS = new AtomicInteger();
  private static Server server;

  private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
  private Session client;
  private Session socket;
  private JsonTransport transport;

  /** An endpoint with the dialect's own decoder and encoder, and nothing behind it. */
  @ServerEndpoint(value = "/ws", decoders = FrameDecoder.class, encoders = FrameEncoder.class)
  public static class Receiving {
    @OnOpen
    public void opened(Session session) {
      OPENED.add(session);
    }

    @OnMessage
    public void received(Frame frame) {
      RECEIVED.add(frame);
    }

    @OnMessage
    public void received(PongMessage pong) {
      PONGS.incrementAndGet();
    }
  }

  @BeforeAll
  static void startServer() throws Exception {
    server = new Server("127.0.0.1", -1, "/t", null, Receiving.class);
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.stop();
  }

  @BeforeEach
  void connect() throws Exception {
    client = TyrusClient.connect(server.getPort(), texts, closed);
    socket = TyrusClient.accepted(client, OPENED);
    transport = new JsonTransport(socket);
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close();
    RECEIVED.clear();
  }

  @Test
  void sendsOneAfterTheOtherAndTellsWhenEachHasLeft() {
    LinkedBlockingQueue<Integer> left = new LinkedBlockingQueue<>();

    sendFrom(0, 1_000, left);

    await().until(() -> texts.size() == 1_000);
    assertThat(texts).startsWith("{\"n\":0}", "{\"n\":1}").endsWith("{\"n\":999}");
    await().until(() -> left.size() == 1_000);
  }

  private void sendFrom(int number, int end, Queue<Integer> left) {
    transport.send(
        Frames.of("{\"n\":" + number + "}"),
        failure -> {
          assertThat(failure).isNull();
          left.add(number);
          if (number + 1 < end) {
            sendFrom(number + 1, end, left);
          }
        });
  }

  @Test
  void sendsSeveralFramesInTheirOrderAndTellsOnceWhenAllHaveLeft() {
    LinkedBlockingQueue<String> left = new LinkedBlockingQueue<>();

    transport.send(Frames.of(List.of("1", "zwö", "3")), failure -> left.add("left: " + failure));

    await().until(() -> texts.size() == 3 && !left.isEmpty());
    assertThat(texts).containsExactly("1", "zwö", "3");
    assertThat(left).containsExactly("left: null");
  }

  @Test
  void byTheStandardApiToo() {
    LinkedBlockingQueue<SendResult> left = new LinkedBlockingQueue<>();
    FrameSender standard = new FrameSender(socket, null, left::add);
    List<String> many = IntStream.range(0, 20_000).mapToObj(String::valueOf).toList();

    standard.accept(Frames.of("first"));
    await().until(() -> left.size() == 1);
    standard.accept(Frames.of(many));

    await().until(() -> texts.size() == 20_001);
    assertThat(texts).startsWith("first", "0", "1").endsWith("19999");
    await().until(() -> left.size() == 2);
    assertThat(left).allMatch(SendResult::isOK);
  }

  @Test
  void theStandardApiThrowsWhereNothingCanLeave() throws Exception {
    LinkedBlockingQueue<SendResult> left = new LinkedBlockingQueue<>();
    FrameSender standard = new FrameSender(socket, null, left::add);
    client.close();
    await().until(() -> !socket.isOpen());

    assertThatThrownBy(() -> standard.accept(Frames.of(List.of("a", "b"))))
        .isInstanceOf(RuntimeException.class);
    assertThat(left).isEmpty();
  }

  @Test
  void tellsThatASendOnAClosedSocketHasFailed() throws Exception {
    client.close();
    await().until(() -> !socket.isOpen());
    LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    transport.send(Frames.of("{}"), failures::add);

    assertThat(failures.poll(5, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void closesWithTheCodeAndTheWordOfTheCatalogue() throws Exception {
    transport.close(CloseCode.SLOW_CONSUMER);
    transport.close(CloseCode.GOING_AWAY); // the first counts

    @Nullable CloseReason reason = closed.poll(5, TimeUnit.SECONDS);
    assertThat(reason).isNotNull();
    assertThat(reason.getCloseCode().getCode()).isEqualTo(4001);
    assertThat(reason.getReasonPhrase()).isEqualTo("slow-consumer");
  }

  @Test
  void pingsTheClientWhichAnswers() {
    int before = PONGS.get();

    transport.ping();

    await().until(() -> PONGS.get() > before);
  }

  @Test
  void decodesACommandAndCountsTheBytesOfItsFrame() throws Exception {
    client.getBasicRemote().sendText("{\"type\":\"ping\",\"id\":\"ü😀\"}");

    Frame frame = RECEIVED.poll(5, TimeUnit.SECONDS);
    assertThat(frame).isNotNull();
    assertThat(frame.inbound()).isInstanceOf(Inbound.Request.class);
    assertThat(frame.bytes()).isEqualTo(29);
  }

  @Test
  void makesAMalformedFrameAValueAndStaysOpen() throws Exception {
    client.getBasicRemote().sendText("nope");
    client.getBasicRemote().sendText("{\"type\":\"ping\"}");

    Frame malformed = RECEIVED.poll(5, TimeUnit.SECONDS);
    Frame next = RECEIVED.poll(5, TimeUnit.SECONDS);
    assertThat(malformed).isNotNull();
    assertThat(malformed.inbound()).isInstanceOf(Inbound.Malformed.class);
    assertThat(next).isNotNull();
    assertThat(next.inbound()).isInstanceOf(Inbound.Request.class);
    assertThat(socket.isOpen()).isTrue();
  }

  @Test
  void encodesWhatIsSentAroundTheQueue() {
    LinkedBlockingQueue<SendResult> sent = new LinkedBlockingQueue<>();

    socket.getAsyncRemote().sendObject(new Event.Goodbye("overload", 5_000), sent::add);

    await().until(() -> !texts.isEmpty() && !sent.isEmpty());
    assertThat(texts)
        .containsExactly(
            "{\"type\":\"goodbye\",\"data\":{\"reason\":\"overload\",\"reconnectAfterMs\":5000}}");
  }
}
