package dev.parley.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands of the operating system that take a moment. Stateless; blocks. */
final class Shell {
  private Shell() {}

  /** What the command says; fails with it unless the command succeeds. */
  static String run(String... command) {
    Ended ended = start(command);
    if (ended.code() != 0) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(List.of(command), ended.code(), ended.said()));
    }
    return ended.said();
  }

  /** Whether it succeeds; false also where there is no such command. */
  static boolean succeeds(String... command) {
    return start(command).code() == 0;
  }

  private record Ended(int code, String said) {}

  private static Ended start(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said);
    } catch (IOException noSuchCommand) {
      return new Ended(127, String.valueOf(noSuchCommand.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + List.of(command), e);
    }
  }
}
