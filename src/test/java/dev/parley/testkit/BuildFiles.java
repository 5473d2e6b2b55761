package dev.parley.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the build has made before the black-box tests start, and the files that describe servers.
 */
final class BuildFiles {
  private BuildFiles() {}

  static Path war() {
    return existing(Path.of(System.getProperty("parley.war", "target/parley.war")));
  }

  /** A file or folder below target/servers. */
  static Path server(String name) {
    return existing(Path.of(System.getProperty("parley.servers", "target/servers")).resolve(name));
  }

  static Path serverConfig(String name) {
    return existing(Path.of("server-config").resolve(name));
  }

  private static Path existing(Path path) {
    Path absolute = path.toAbsolutePath();
    if (!Files.exists(absolute)) {
      throw new IllegalStateException(
          absolute + " is missing; `mvn pre-integration-test` makes what the black-box tests need");
    }
    return absolute;
  }
}
