package dev.parley.dialect.json;

import dev.parley.dialect.json.tyrus.TyrusSocket;
import dev.parley.log.Log;
import dev.parley.pipeline.Conversation;
import dev.parley.pipeline.Pipeline;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.session.SessionLimits;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of the native JSON dialect: one instance a connection, called by one container
 * thread at a time. It blocks none and keeps nothing but the conversation.
 */
@ServerEndpoint(
    value = JsonEndpoint.PATH,
    configurator = JsonConfigurator.class,
    encoders = FrameEncoder.class,
    decoders = FrameDecoder.class)
public class JsonEndpoint {
  static final String PATH = "/ws";

  /** What no configuration can raise: the longest frame that the container may gather, in bytes. */
  static final int MAX_FRAME_BYTES = 256 * 1024;

  private static final Log LOG = Log.of(JsonEndpoint.class);
  private static final long NEVER = -1; // 0 says the same, but costs a timer a frame on Tyrus 2.1.6

  @Inject private Pipeline pipeline;
  @Inject private SessionLimits limits;
  private @Nullable Conversation conversation;

  @OnOpen
  public void opened(Session socket) {
    TyrusSocket.spareTimers(socket);
    socket.setMaxIdleTimeout(NEVER); // the heartbeat is our own
    int most = (int) limits.frameBytes();
    socket.setMaxTextMessageBufferSize(most);
    socket.setMaxBinaryMessageBufferSize(most);
    if (!(socket.getUserProperties().get(Handshake.PROPERTY) instanceof Handshake handshake)) {
      throw new IllegalStateException("the handshake did not pass the filter");
    }
    conversation =
        pipeline.open(
            handshake.address(),
            new JsonTransport(socket),
            JsonCodec.INSTANCE,
            handshake.batch(),
            handshake.identity());
    if (conversation == null) {
      refuse(socket);
    }
  }

  private static void refuse(Session socket) {
    CloseCode reason = CloseCode.OVERLOAD;
    socket
        .getAsyncRemote()
        .sendObject(
            new Event.Goodbye(reason.reason(), 5_000), sent -> JsonTransport.close(socket, reason));
  }

  @OnMessage(maxMessageSize = MAX_FRAME_BYTES)
  public void received(Frame frame) {
    if (conversation == null) {
      return;
    }
    if (frame.bytes() > limits.frameBytes()) {
      conversation.session().close(CloseCode.TOO_BIG);
    } else {
      conversation.receive(frame.inbound());
    }
  }

  @OnMessage(maxMessageSize = MAX_FRAME_BYTES)
  public void received(ByteBuffer binary) {
    if (conversation != null) {
      conversation.session().close(CloseCode.UNSUPPORTED_DATA);
    }
  }

  @OnMessage
  public void received(PongMessage pong) {
    if (conversation != null) {
      conversation.session().heard();
    }
  }

  @OnClose
  public void closed() {
    if (conversation != null) {
      conversation.session().closed();
    }
  }

  /**
   * The container tells of broken connections and of bugs; after the first there is nothing left to
   * say.
   */
  @OnError
  public void failed(Session socket, Throwable failure) {
    if (conversation == null) {
      JsonTransport.close(socket, CloseCode.INTERNAL);
    } else if (failure instanceof IOException) {
      LOG.debug("connection-broken", "session", conversation.session().clientId());
    } else {
      LOG.error("endpoint-failed", failure, "session", conversation.session().clientId());
      conversation.session().close(CloseCode.INTERNAL);
    }
  }
}
