package dev.parley.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes {@code echo.war}, which has the {@link EchoEndpoint} at {@code /echo} and nothing else. */
public final class EchoWar {
  private static final String CLASS = EchoEndpoint.class.getName().replace('.', '/') + ".class";

  /** Tyrus closes with 1011 on what does not fit its own buffer, by default 4 MiB. */
  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <context-param>
          <param-name>org.glassfish.tyrus.servlet.incoming-buffer-size</param-name>
          <param-value>%d</param-value>
        </context-param>
      </web-app>
      """
          .formatted(EchoEndpoint.LONGEST);

  private EchoWar() {}

  /** Writes it to {@code target/echo/echo.war}. */
  public static Path made() {
    Path war = Path.of("target", "echo", "echo.war").toAbsolutePath();
    try {
      Files.createDirectories(war.getParent());
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war));
          InputStream endpoint = EchoWar.class.getClassLoader().getResourceAsStream(CLASS)) {
        zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
        zip.write(WEB_XML.getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + CLASS));
        endpoint.transferTo(zip);
      }
      return war;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
