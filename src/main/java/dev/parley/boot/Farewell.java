package dev.parley.boot;

import dev.parley.pipeline.Drain;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Has the node drained before it ends: when the application is undeployed, and already when the JVM
 * is told to end (SIGTERM), since the containers close their sockets before they undeploy. Both
 * wait for it, no longer than {@code drain.shutdown-within}; together as long as one.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class Farewell {
  @Inject private Drain drain;

  private @Nullable Thread atTheEnd;

  /** From now on the end of the JVM is told; called once, at start-up. */
  public void prepare() {
    // Not one of the container's threads: the JVM's hooks run when the container is ending, too.
    Thread hook = new Thread(drain::finish, "parley-farewell");
    Runtime.getRuntime().addShutdownHook(hook);
    atTheEnd = hook;
  }

  /** Called once, at shut-down; the hook would keep the application from being collected. */
  public void sayAndForget() {
    drain.finish();
    try {
      if (atTheEnd != null) {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
      }
    } catch (IllegalStateException ending) {
      // The JVM ends already; the hook runs or has run.
    }
  }
}
