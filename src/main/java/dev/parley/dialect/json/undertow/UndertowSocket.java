package dev.parley.dialect.json.undertow;

import dev.parley.log.Log;
import dev.parley.session.Frames;
import io.undertow.websockets.core.WebSocketChannel;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is better done otherwise than by the standard API where the container is Undertow. On every
 * other container, and where Undertow's own classes are hidden from applications, nothing changes.
 *
 * <p>Safe for use by any thread; does not block.
 */
public final class UndertowSocket {
  private static final Log LOG = Log.of(UndertowSocket.class);
  private static final String UNDERTOW_SESSION = "io.undertow.websockets.jsr.UndertowSession";
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final @Nullable WebSocketChannel channel;

  private UndertowSocket(@Nullable WebSocketChannel channel) {
    this.channel = channel;
  }

  /** Null where the container is no Undertow. */
  public static @Nullable UndertowSocket of(Session socket) {
    return socket.getClass().getName().equals(UNDERTOW_SESSION)
        ? new UndertowSocket(channel(socket))
        : null;
  }

  /** Null where this Undertow keeps it elsewhere, or hides it from applications. */
  private static @Nullable WebSocketChannel channel(Session socket) {
    try {
      if (socket.getClass().getMethod("getWebSocketChannel").invoke(socket)
          instanceof WebSocketChannel channel) {
        return channel;
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherUndertow) {
      tell(otherUndertow);
    }
    return null;
  }

  /**
   * The IO thread that writes to the socket; null where there is none to be found. A frame that is
   * sent from another thread is handed to this one first, and wakes it; from its own it is written
   * at once.
   */
  public @Nullable Executor ioThread() {
    return channel == null ? null : channel.getIoThread();
  }

  /**
   * A quicker way to send a single text than {@code sendText}, see {@link TextSender}; null where
   * there is none. The handler hears of every send.
   */
  public @Nullable Consumer<Frames> textSender(SendHandler handler) {
    return channel == null ? null : new TextSender(channel, handler);
  }

  /** Ends the TCP connection, if it is still there. */
  public void cut() {
    Executor thread = ioThread();
    if (channel != null && thread != null) {
      try {
        thread.execute(() -> close(channel));
      } catch (RejectedExecutionException stopped) {
        // The server stops, and its connections with it.
      }
    }
  }

  private static void close(WebSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException gone) {
      // It is closed already, and that is what was wanted.
    }
  }

  private static void tell(Throwable why) {
    if (TOLD.compareAndSet(false, true)) {
      LOG.info("this Undertow hides its channels, every send encodes anew", "why", why);
    }
  }
}
