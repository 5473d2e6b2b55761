package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class WarIT {
  private static final Path WAR = Path.of(System.getProperty("parley.war", "target/parley.war"));

  @Test
  void staysSmall() {
    assertThat(WAR.toFile().length()).isBetween(1_000_000L, 30_000_000L);
  }

  @Test
  void carriesNoServerNoDatabaseAndNothingThatServersProvide() throws IOException {
    try (JarFile war = new JarFile(WAR.toFile())) {
      List<String> libraries =
          war.stream()
              .map(entry -> entry.getName().replaceFirst("^WEB-INF/lib/(?=.)", "lib:"))
              .filter(name -> name.startsWith("lib:"))
              .toList();

      assertThat(libraries)
          .anyMatch(name -> name.startsWith("lib:jackson-databind-3."))
          .noneMatch(
              name ->
                  name.matches(
                      "lib:(jakarta|javax|payara|undertow|tyrus|grizzly|jersey|weld|hibernate"
                          + "|eclipselink|org\\.eclipse\\.persistence|h2-|postgresql|slf4j"
                          + "|jackson-(core|databind)-2\\.).*"));
    }
  }
}
