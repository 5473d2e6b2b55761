package dev.parley.dialect.json;

import dev.parley.dialect.json.tyrus.TyrusSocket;
import dev.parley.log.Log;
import dev.parley.pipeline.Conversation;
import dev.parley.pipeline.Pipeline;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.session.SessionLimits;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
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
 * thread at a time. It blocks none and keeps nothing but the conversation and the pieces of a frame
 * that has not ended.
 *
 * <p>It takes frames in pieces and gives them to the decoder itself: where the container gathers
 * them, Undertow 2.3 looks at their length only once they have ended, and one that never ends fills
 * the heap.
 */
@ServerEndpoint(
    value = JsonEndpoint.PATH,
    subprotocols = Subprotocols.NAME,
    configurator = JsonConfigurator.class,
    encoders = FrameEncoder.class,
    decoders = FrameDecoder.class)
public class JsonEndpoint {
  static final String PATH = "/ws";

  private static final Log LOG = Log.of(JsonEndpoint.class);
  private static final long NEVER = -1; // 0 says the same, but costs a timer a frame on Tyrus 2.1.6

  @Inject private Pipeline pipeline;
  @Inject private SessionLimits limits;
  private final FrameDecoder decoder = new FrameDecoder();
  private final StringBuilder pieces = new StringBuilder(0);
  private int count; // of the pieces that have come
  private @Nullable Conversation conversation;

  @OnOpen
  public void opened(Session socket) {
    TyrusSocket.spareTimers(socket);
    TyrusSocket.boundPongs(socket, limits.queueBytes(), this::tooSlow);
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
            handshake.proof());
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

  @OnMessage
  public void received(String piece, boolean last) {
    if (conversation == null || conversation.session().isClosed()) {
      return;
    }
    if (exceeds(piece)) {
      tooBig(conversation);
      return;
    }
    if (!last) {
      pieces.append(piece);
      return;
    }
    String text = piece;
    if (!pieces.isEmpty()) {
      text = pieces.append(piece).toString();
    }
    forgetPieces();
    received(conversation, decoder.decode(text));
  }

  /** A character is a byte or more; and without a bound on pieces, empty ones come for ever. */
  private boolean exceeds(String piece) {
    return pieces.length() + piece.length() > limits.frameBytes() || ++count > limits.frameBytes();
  }

  private void received(Conversation with, Frame frame) {
    if (frame.bytes() > limits.frameBytes()) {
      tooBig(with);
    } else {
      with.receive(frame.inbound(), frame.bytes());
    }
  }

  private void tooBig(Conversation with) {
    forgetPieces();
    with.session().close(CloseCode.TOO_BIG);
  }

  /** And their memory: a connection would keep the length of its longest frame until it ends. */
  private void forgetPieces() {
    count = 0;
    pieces.setLength(0);
    pieces.trimToSize();
  }

  private void tooSlow() {
    if (conversation != null) {
      conversation.session().close(CloseCode.SLOW_CONSUMER);
    }
  }

  @OnMessage
  public void received(ByteBuffer piece, boolean last) {
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
  public void closed(CloseReason reason) {
    if (conversation == null) {
      return;
    }
    if (isOnPurpose(reason)) {
      conversation.session().left();
    } else {
      conversation.session().closed();
    }
  }

  /** Tyrus 2.1 reports a connection that just ends as 1000 as well; but then without a reason. */
  private static boolean isOnPurpose(CloseReason reason) {
    int code = reason.getCloseCode().getCode();
    boolean says = reason.getReasonPhrase() != null && !reason.getReasonPhrase().isEmpty();
    return code == CloseCode.GOING_AWAY.code() || (code == CloseCode.NORMAL.code() && says);
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
