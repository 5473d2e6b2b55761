package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A server that runs, and waits for load. */
interface LoadedServer extends AutoCloseable {
  /** What the table calls it. */
  String name();

  /** What it keeps messages in; {@link Variant#NO_DATABASE} where it has nothing. */
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

  /** The memory that its process has resident, in bytes; not a number where Linux is not there. */
  default double residentBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException elsewhere) {
      return Double.NaN;
    }
  }

  /** What is live on its heap, in bytes; not a number where it is no Java process. */
  default double liveHeapBytes() {
    return Double.NaN;
  }

  @Override
  void close();
}
