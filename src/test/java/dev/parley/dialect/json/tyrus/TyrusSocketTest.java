package dev.parley.dialect.json.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.dialect.json.TyrusClient;
import dev.parley.session.Frames;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.glassfish.tyrus.core.TyrusSession;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On real sockets of Tyrus. */
class TyrusSocketTest {
  private static final LinkedBlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();
  private static Server server;

  private final AtomicInteger timers = new AtomicInteger();
  private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
  private Session client;
  private Session socket;

  /** Says back what it hears. */
  @ServerEndpoint("/ws")
  public static class Echo {
    @OnOpen
    public void opened(Session session) {
      OPENED.add(session);
    }

    @OnMessage
    public String received(String text) {
      return text;
    }
  }

  @BeforeAll
  static void startServer() throws Exception {
    server = new Server("127.0.0.1", -1, "/t", null, Echo.class);
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
    countTimers();
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close();
  }

  private void countTimers() throws ReflectiveOperationException {
    Field field = TyrusSession.class.getDeclaredField("service");
    field.setAccessible(true);
    Object real = field.get(socket);
    field.set(
        socket,
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              timers.incrementAndGet();
              return method.invoke(real, arguments);
            }));
  }

  @Test
  void noFrameStartsATimerWhileThereIsNoIdleTimeout() throws Exception {
    TyrusSocket.spareTimers(socket);
    socket.setMaxIdleTimeout(0);

    client.getBasicRemote().sendText("one");
    client.getBasicRemote().sendText("two");

    assertThat(texts.poll(5, TimeUnit.SECONDS)).isEqualTo("one");
    assertThat(texts.poll(5, TimeUnit.SECONDS)).isEqualTo("two");
    assertThat(timers).hasValue(0);
  }

  @Test
  void withoutItEveryFrameStartsOne() throws Exception {
    socket.setMaxIdleTimeout(0);

    client.getBasicRemote().sendText("one");

    assertThat(texts.poll(5, TimeUnit.SECONDS)).isEqualTo("one");
    assertThat(timers.get()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void anIdleTimeoutThatIsSetLaterStillCloses() {
    TyrusSocket.spareTimers(socket);
    socket.setMaxIdleTimeout(0);

    socket.setMaxIdleTimeout(100);

    await().until(() -> !closed.isEmpty());
    assertThat(socket.isOpen()).isFalse();
  }

  @Test
  void sendsTextsOfEveryLengthAndScript() throws Exception {
    LinkedBlockingQueue<SendResult> sent = new LinkedBlockingQueue<>();
    Consumer<Frames> sender = TyrusSocket.textSender(socket, sent::add);
    assertThat(sender).isNotNull();
    List<String> all =
        List.of(
            "",
            "Grüße, 朋友 😀",
            "a".repeat(125),
            "b".repeat(126),
            "c".repeat(65_535),
            "d".repeat(65_536));

    for (String text : all) {
      sender.accept(Frames.of(text));

      assertThat(texts.poll(5, TimeUnit.SECONDS)).isEqualTo(text);
      assertThat(sent.poll(5, TimeUnit.SECONDS)).matches(SendResult::isOK);
    }
  }

  @Test
  void sendsSeveralTextsOneRightAfterTheOtherAndTheSameToOthers() throws Exception {
    LinkedBlockingQueue<SendResult> sent = new LinkedBlockingQueue<>();
    Consumer<Frames> sender = TyrusSocket.textSender(socket, sent::add);
    Frames forAll = Frames.of(List.of("one", "zwö", "c".repeat(70_000)));

    sender.accept(forAll);
    sender.accept(forAll);

    for (String text : List.of("one", "zwö", "c".repeat(70_000), "one", "zwö")) {
      assertThat(texts.poll(5, TimeUnit.SECONDS)).isEqualTo(text);
    }
    await().until(() -> sent.size() == 2);
  }

  @Test
  void tellsThatAClosedSocketTakesNothing() throws Exception {
    LinkedBlockingQueue<SendResult> sent = new LinkedBlockingQueue<>();
    Consumer<Frames> sender = TyrusSocket.textSender(socket, sent::add);
    client.close();
    await().until(() -> !socket.isOpen());

    sender.accept(Frames.of("too late"));

    assertThat(sent.poll(5, TimeUnit.SECONDS))
        .extracting(SendResult::getException)
        .isInstanceOf(IOException.class);
  }

  @Test
  void answersToPingsThatAreReadDoNotCount() throws Exception {
    AtomicInteger exceeded = new AtomicInteger();
    LinkedBlockingQueue<PongMessage> pongs = new LinkedBlockingQueue<>();
    client.addMessageHandler(PongMessage.class, pongs::add);
    TyrusSocket.boundPongs(socket, 1_000, exceeded::incrementAndGet);

    for (int i = 0; i < 100; i++) {
      client.getBasicRemote().sendPing(ByteBuffer.allocate(125));
      assertThat(pongs.poll(5, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(exceeded).hasValue(0);
    assertThat(socket.isOpen()).isTrue();
  }

  @Test
  void aConnectionIsCut() {
    TyrusSocket.boundPongs(socket, 1_000, () -> {});

    TyrusSocket.cut(socket);

    await().until(() -> !closed.isEmpty());
  }

  @Test
  void leavesSocketsOfOtherContainersAlone() {
    Session other =
        (Session)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError(method + " was called");
                });

    TyrusSocket.spareTimers(other);
    TyrusSocket.boundPongs(other, 1, () -> {});
    TyrusSocket.cut(other);

    assertThat(TyrusSocket.textSender(other, result -> {})).isNull();
  }
}
