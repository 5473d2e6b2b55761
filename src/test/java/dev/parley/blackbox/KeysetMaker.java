package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The command for keysets, by a JVM that has nothing but what is in the WAR. Blocks. */
final class KeysetMaker {
  private KeysetMaker() {}

  /** What it prints; fails unless it succeeds. The WAR is unpacked to a folder in this one. */
  static String run(Path folder, String... arguments) {
    try {
      Path war = unpacked(folder.resolve("war"));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-cp");
      command.add(war.resolve("WEB-INF/classes") + ":" + war.resolve("WEB-INF/lib") + "/*");
      command.add("dev.parley.history.tink.KeysetCommand");
      command.addAll(List.of(arguments));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a keyset is made", e);
    }
  }

  private static Path unpacked(Path folder) throws IOException {
    try (JarFile war = new JarFile(System.getProperty("parley.war", "target/parley.war"))) {
      for (JarEntry entry : war.stream().toList()) {
        if (entry.getName().startsWith("WEB-INF/") && !entry.isDirectory()) {
          Path file = folder.resolve(entry.getName());
          Files.createDirectories(file.getParent());
          Files.copy(war.getInputStream(entry), file);
        }
      }
    }
    return folder;
  }
}
