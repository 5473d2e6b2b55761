package dev.parley.bench;

import java.time.Duration;

/** A server that runs, and waits for load. */
interface LoadedServer extends AutoCloseable {
  /** What the table calls it. */
  String name();

  /** What it keeps messages in; "none" where it has nothing of the kind. */
  String database();

  Dialect dialect();

  int port();

  long pid();

  /** The processor time that its process has taken so far. */
  default Duration cpu() {
    return ProcessHandle.of(pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  @Override
  void close();
}
