package dev.parley.dialect.json.tyrus;

import dev.parley.log.Log;
import dev.parley.session.Frames;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * What is better done otherwise than by the standard API where the container is Tyrus. Found by
 * reflection: on every other container, and on a Tyrus that is built otherwise, nothing changes.
 *
 * <p>Safe for use by any thread; does not block.
 */
public final class TyrusSocket {
  private static final Log LOG = Log.of(TyrusSocket.class);
  private static final String TYRUS_SESSION = "org.glassfish.tyrus.core.TyrusSession";
  private static final String TIMERS = "service";
  private static final String UNBOUNDED =
      "what a slow client does not read is queued beside our bound";
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private TyrusSocket() {}

  /**
   * Spares a socket the timers that Tyrus starts for every frame that comes or goes, also while the
   * idle timeout is off: they then run at once, for nothing. On Payara, where each takes a copy of
   * the application's context along, they cost more than sending does. An idle timeout that is set
   * later works as before. To be called before the first frame.
   */
  public static void spareTimers(Session socket) {
    if (isTyrus(socket)) {
      try {
        Field timers = field(socket, TIMERS);
        if (timers.get(socket) instanceof ScheduledExecutorService all) {
          timers.set(socket, new DelayedOnly(all));
        }
      } catch (ReflectiveOperationException | RuntimeException otherTyrus) {
        tell("this Tyrus keeps its idle timers, every frame costs one", otherTyrus);
      }
    }
  }

  /**
   * A quicker way to send text than {@code sendText}, see {@link FrameWriter}; null where there is
   * none. The handler hears of every send. However it is sent, from now on a send has ended only
   * once the server has written it, but for one frame: see {@link WriteBound}. To be called before
   * the first frame is sent.
   */
  public static @Nullable Consumer<Frames> textSender(Session socket, SendHandler handler) {
    if (isTyrus(socket)) {
      try {
        Writer writer = writer(socket);
        if (writer != null) {
          bound(writer);
          return FrameWriter.of(socket, writer, handler);
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError otherTyrus) {
        tell("this Tyrus keeps its writer: every send encodes anew, " + UNBOUNDED, otherTyrus);
      }
    }
    return null;
  }

  /**
   * Bounds what Tyrus sends by itself, in bytes; past that the listener is told, on any thread, and
   * the connection is cut: see {@link PongBound}. To be called before {@link #textSender}.
   */
  public static void boundPongs(Session socket, long most, Runnable exceeded) {
    if (isTyrus(socket)) {
      try {
        Object protocol = protocol(socket);
        Writer writer = writer(socket);
        if (protocol != null && writer != null) {
          Object connection = WriteBound.set(writer);
          field(protocol, "writer")
              .set(protocol, new PongBound(writer, connection, most, exceeded));
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError otherTyrus) {
        tell("this Tyrus keeps the answers to pings that a client does not read", otherTyrus);
      }
    }
  }

  /** Ends the TCP connection, if it is still there; after {@link #boundPongs} only. */
  public static void cut(Session socket) {
    if (isTyrus(socket)) {
      try {
        if (writer(socket) instanceof PongBound writer) {
          writer.cut();
        }
      } catch (IllegalStateException ended) {
        // By the client meanwhile: there is nothing left to cut.
      } catch (ReflectiveOperationException | RuntimeException | LinkageError otherTyrus) {
        tell("this Tyrus leaves connections open whose clients do not answer a close", otherTyrus);
      }
    }
  }

  /** What Tyrus writes a connection's frames with; null where it keeps that elsewhere. */
  private static @Nullable Writer writer(Session socket) throws ReflectiveOperationException {
    Object protocol = protocol(socket);
    return protocol != null && valueOf(protocol, "writer") instanceof Writer writer ? writer : null;
  }

  private static @Nullable Object protocol(Session socket) throws ReflectiveOperationException {
    Object webSocket = valueOf(socket.getAsyncRemote(), "webSocket");
    return webSocket == null ? null : valueOf(webSocket, "protocolHandler");
  }

  private static void bound(Writer writer) {
    try {
      WriteBound.set(writer);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherTyrus) {
      tell("with this Tyrus " + UNBOUNDED, otherTyrus);
    }
  }

  private static boolean isTyrus(Session socket) {
    return socket.getClass().getName().equals(TYRUS_SESSION);
  }

  private static void tell(String what, Throwable why) {
    if (TOLD.add(what)) {
      LOG.info(what, "why", why);
    }
  }

  /** What an object of Tyrus keeps under this name, in its class or one above. */
  static @Nullable Object valueOf(Object of, String name) throws ReflectiveOperationException {
    return field(of, name).get(of);
  }

  private static Field field(Object of, String name) throws ReflectiveOperationException {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(of.getClass().getName() + "." + name);
  }
}
