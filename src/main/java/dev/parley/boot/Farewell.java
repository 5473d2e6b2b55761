package dev.parley.boot;

import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Says goodbye to every session and closes it: when the application is undeployed, and already when
 * the JVM is told to end (SIGTERM), since Payara then closes its sockets before it undeploys.
 * Saying it twice is harmless. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class Farewell {
  private static final long RECONNECT_AFTER_MS = 1_000;

  @Inject private Sessions sessions;

  // Not one of the container's threads: the JVM's hooks run when the container is ending, too.
  private final Thread atTheEnd = new Thread(this::say, "parley-farewell");

  /** From now on the end of the JVM is told; called once, at start-up. */
  public void prepare() {
    Runtime.getRuntime().addShutdownHook(atTheEnd);
  }

  /** Called once, at shut-down; the hook would keep the application from being collected. */
  public void sayAndForget() {
    say();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException ending) {
      // The JVM ends already; the hook runs or has run.
    }
  }

  private void say() {
    sessions.forEach(
        session -> {
          session.send(new Event.Goodbye(CloseCode.GOING_AWAY.reason(), RECONNECT_AFTER_MS));
          session.close(CloseCode.GOING_AWAY);
        });
  }
}
