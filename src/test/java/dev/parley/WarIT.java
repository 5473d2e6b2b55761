package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WarIT {
  private static final Path WAR = Path.of(System.getProperty("parley.war", "target/parley.war"));

  @Test
  void staysSmall() {
    assertThat(WAR.toFile().length()).isBetween(1_000_000L, 30_000_000L);
  }

  /**
   * The plugin that lists it works online alone: an offline build may have no list, but no old one.
   */
  @Test
  void saysWhatItIsMadeOf() throws IOException {
    try (JarFile war = new JarFile(WAR.toFile())) {
      ZipEntry sbom = war.getEntry("WEB-INF/classes/META-INF/sbom/parley.cdx.json");
      List<String> carried =
          war.stream().map(JarEntry::getName).filter(name -> name.endsWith(".jar")).toList();

      if (sbom == null) {
        assertThat(System.getProperty("build.network")).isEqualTo("offline=true");
      } else {
        assertThat(named(war.getInputStream(sbom))).hasSameElementsAs(carried);
      }
    }
  }

  private static List<String> named(InputStream sbom) {
    return JsonMapper.builder().build().readTree(sbom).path("components").values().stream()
        .map(part -> part.path("name").stringValue() + "-" + part.path("version").stringValue())
        .map(part -> "WEB-INF/lib/" + part + ".jar")
        .toList();
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
