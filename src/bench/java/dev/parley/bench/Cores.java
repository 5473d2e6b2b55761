package dev.parley.bench;

import java.io.IOException;

/**
 * Gives core 1 to the generator and core 0 to the servers, by {@code taskset} of util-linux, where
 * there is one and the machine has two cores.
 */
final class Cores {
  private static final String SERVERS = "0";
  private static final String GENERATOR = "1";

  private final boolean apart;

  private Cores(boolean apart) {
    this.apart = apart;
  }

  /** To be called before any server is started, so that its JVM sees one core. */
  static Cores divide() {
    boolean apart =
        Runtime.getRuntime().availableProcessors() > 1
            && pin(GENERATOR, ProcessHandle.current().pid());
    return new Cores(apart);
  }

  /** Moves all processes that this one has started. */
  void giveToServers() {
    if (apart) {
      ProcessHandle.current().descendants().forEach(process -> pin(SERVERS, process.pid()));
    }
  }

  @Override
  public String toString() {
    return apart
        ? "servers on core 0, generator on core 1"
        : "servers and generator share the cores: taskset is missing, or there is one core";
  }

  private static boolean pin(String core, long pid) {
    try {
      Process taskset =
          new ProcessBuilder("taskset", "-a", "-c", "-p", core, Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return taskset.waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
