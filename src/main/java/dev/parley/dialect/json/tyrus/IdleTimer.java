package dev.parley.dialect.json.tyrus;

import dev.parley.log.Log;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Spares a session the timers that Tyrus starts for every frame that comes or goes, also while the
 * idle timeout is off: they then run at once, for nothing. On Payara, where each takes a copy of
 * the application's context along, they cost more than sending does. An idle timeout that is set
 * later works as before.
 *
 * <p>Safe for use by any thread; does not block. On every other container, and on a Tyrus that
 * keeps its timers elsewhere, nothing changes.
 */
public final class IdleTimer {
  private static final Log LOG = Log.of(IdleTimer.class);
  private static final String TYRUS_SESSION = "org.glassfish.tyrus.core.TyrusSession";
  private static final String TIMERS = "service";
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private IdleTimer() {}

  /** To be called before the first frame is sent. */
  public static void spare(Session socket) {
    if (!socket.getClass().getName().equals(TYRUS_SESSION)) {
      return;
    }
    try {
      Field timers = socket.getClass().getDeclaredField(TIMERS);
      timers.setAccessible(true);
      if (timers.get(socket) instanceof ScheduledExecutorService all) {
        timers.set(socket, new DelayedOnly(all));
      }
    } catch (ReflectiveOperationException | RuntimeException otherTyrus) {
      if (!TOLD.getAndSet(true)) {
        LOG.info("this Tyrus keeps its idle timers; each frame costs one", "why", otherTyrus);
      }
    }
  }
}
