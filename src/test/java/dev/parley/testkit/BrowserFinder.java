package dev.parley.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds a Chromium to drive, and installs one where the machine has none: what {@code
 * PARLEY_BROWSER} names, else an installed one, else Playwright's download, else Debian's package.
 */
final class BrowserFinder {
  private static final String VARIABLE = "PARLEY_BROWSER";
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
  private static final Path MAC_CHROME =
      Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  private static final Path LOG = Path.of("target", "browser-install.log");
  private static final int INSTALL_WITHIN_MINUTES = 5;

  private BrowserFinder() {}

  /**
   * The executable to launch; empty where Playwright shall launch the one that it has downloaded.
   * Blocks while it installs, at most ten minutes.
   *
   * @param launches whether Playwright's own download runs here: it may lack libraries
   */
  static Optional<Path> find(Predicate<Optional<Path>> launches) {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Optional.of(executable(named));
    }
    Optional<Path> installed = installed();
    if (installed.isPresent()) {
      return installed;
    }
    if (downloadByPlaywright() && launches.test(Optional.empty())) {
      return Optional.empty();
    }
    if (isDebianAsRoot() && installDebianPackage()) {
      return Optional.of(installed().orElseThrow());
    }
    throw new IllegalStateException(
        "The browser tests found no Chromium: install chromium or google-chrome, or name an"
            + " executable in "
            + VARIABLE
            + ".");
  }

  private static Path executable(String named) {
    Path path = Path.of(named);
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException(
          "%s is '%s'; expected the path of an executable Chromium or Chrome"
              .formatted(VARIABLE, named));
    }
    return path;
  }

  private static Optional<Path> installed() {
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(onPath, Stream.of(MAC_CHROME)).filter(Files::isExecutable).findFirst();
  }

  private static boolean downloadByPlaywright() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return run(
        Map.of("CLASSPATH", System.getProperty("java.class.path")),
        java.toString(),
        "com.microsoft.playwright.CLI",
        "install",
        "chromium");
  }

  private static boolean isDebianAsRoot() {
    return "root".equals(System.getProperty("user.name"))
        && Files.exists(Path.of("/etc/debian_version"));
  }

  private static boolean installDebianPackage() {
    Map<String, String> quiet = Map.of("DEBIAN_FRONTEND", "noninteractive");
    return run(quiet, "apt-get", "update")
        && run(quiet, "apt-get", "install", "-y", "--no-install-recommends", "chromium");
  }

  private static boolean run(Map<String, String> environment, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    System.out.println("No browser found; trying (see " + LOG + "): " + String.join(" ", words));
    // Not to this process' own output, by which the test runner hears of the tests.
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      if (process.waitFor(INSTALL_WITHIN_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue() == 0;
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a browser was installed", e);
    }
  }
}
