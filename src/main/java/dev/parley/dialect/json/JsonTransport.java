package dev.parley.dialect.json;

import dev.parley.dialect.json.tyrus.TyrusSocket;
import dev.parley.dialect.json.undertow.UndertowSocket;
import dev.parley.protocol.CloseCode;
import dev.parley.session.Frames;
import dev.parley.session.Transport;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket under a session. The container does the sending, asynchronously; what it throws is a
 * failed send.
 */
final class JsonTransport implements Transport {
  /**
   * How long a client that does not answer the closing handshake keeps its socket, in milliseconds.
   */
  private static final long LINGER_MS = 5_000;

  private final Session socket;
  private final RemoteEndpoint.Async remote;

  // One send at a time, always for the same queue: one handler serves all.
  private @Nullable Completion completion;
  private final SendHandler handler = this::completed;
  private final Consumer<Frames> sender;
  private final @Nullable UndertowSocket undertow;

  JsonTransport(Session socket) {
    this.socket = socket;
    this.remote = socket.getAsyncRemote();
    Consumer<Frames> quicker = TyrusSocket.textSender(socket, handler);
    this.undertow = UndertowSocket.of(socket);
    this.sender = quicker == null ? new FrameSender(socket, undertow, handler) : quicker;
  }

  @Override
  public @Nullable Executor thread() {
    return undertow == null ? null : undertow.ioThread();
  }

  @Override
  public void send(Frames frames, Completion completion) {
    this.completion = completion;
    try {
      sender.accept(frames);
    } catch (RuntimeException closed) {
      completion.completed(closed);
    }
  }

  private void completed(SendResult result) {
    Completion waiting = completion;
    if (waiting != null) {
      waiting.completed(result.isOK() ? null : failure(result));
    }
  }

  private static Throwable failure(SendResult result) {
    return result.getException() == null
        ? new IOException("the send failed")
        : result.getException();
  }

  @Override
  public void ping() {
    try {
      remote.sendPing(ByteBuffer.allocate(0)); // a read-only one Open Liberty cannot send
    } catch (IOException | RuntimeException closed) {
      close(CloseCode.GOING_AWAY); // the heartbeat would find out later
    }
  }

  @Override
  public void close(CloseCode code) {
    close(socket, code);
  }

  @Override
  public void cut() {
    if (undertow != null) {
      undertow.cut();
    } else {
      TyrusSocket.cut(socket);
    }
  }

  /** Closes a socket, also one whose client has stopped reading. */
  static void close(Session socket, CloseCode code) {
    try {
      if (socket.isOpen()) {
        socket.setMaxIdleTimeout(LINGER_MS);
        socket.close(new CloseReason(new Number(code), code.reason()));
      }
    } catch (IOException | RuntimeException gone) {
      // It is closed already, and that is what was wanted.
    }
  }

  /** A close code as the container wants it. */
  private record Number(CloseCode code) implements CloseReason.CloseCode {
    @Override
    public int getCode() {
      return code.code();
    }
  }
}
