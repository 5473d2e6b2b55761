package dev.parley.testkit;

/** Threads that keep no test run alive. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** Not started; a {@link java.util.concurrent.ThreadFactory} by its method reference. */
  public static Thread make(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  public static Thread start(String name, Runnable task) {
    Thread thread = make(task);
    thread.setName(name);
    thread.start();
    return thread;
  }
}
