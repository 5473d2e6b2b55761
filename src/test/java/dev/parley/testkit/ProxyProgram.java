package dev.parley.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An nginx or HAProxy to run: what {@code PARLEY_NGINX} or {@code PARLEY_HAPROXY} names, else an
 * installed one, else Debian's package, fetched and unpacked below {@code target} without being
 * installed, which needs no rights and starts no service.
 *
 * @param libraries what its own libraries are found by; empty where it is installed
 */
record ProxyProgram(Path executable, String libraries) {
  private static final List<String> BESIDE_THE_PATH =
      List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin");
  private static final Path FETCHED = Path.of("target", "proxies").toAbsolutePath();

  /** Blocks while it is fetched, some ten seconds; fails with one sentence where it cannot be. */
  static ProxyProgram find(String name) {
    String variable = "PARLEY_" + name.toUpperCase(Locale.ROOT);
    String named = System.getenv(variable);
    if (named != null && !named.isBlank()) {
      return named(variable, named);
    }
    return installed(name)
        .map(path -> new ProxyProgram(path, ""))
        .or(() -> fetched(name))
        .or(() -> DebianPackage.unpack(name, FETCHED) ? fetched(name) : Optional.empty())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The proxy tests found no %s: install it, name an executable in %s, or leave"
                            .formatted(name, variable)
                        + " these tests out by -Dskip.proxies."));
  }

  /** Starts it, its output going to the file. */
  Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    if (!libraries.isEmpty()) {
      builder.environment().put("LD_LIBRARY_PATH", libraries);
    }
    return builder.start();
  }

  private static ProxyProgram named(String variable, String named) {
    Path path = Path.of(named);
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException(
          "%s is '%s'; expected the path of an executable".formatted(variable, named));
    }
    return new ProxyProgram(path, "");
  }

  private static Optional<Path> installed(String name) {
    Stream<String> path =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    return Stream.concat(path, BESIDE_THE_PATH.stream())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<ProxyProgram> fetched(String name) {
    Path root = FETCHED.resolve(DebianPackage.ROOT);
    Path program = root.resolve("usr/sbin").resolve(name);
    if (!Files.isExecutable(program)) {
      return Optional.empty();
    }
    Path brought = root.resolve("usr/lib");
    if (!Files.exists(brought)) { // it needs none that the machine has not
      return Optional.of(new ProxyProgram(program, ""));
    }
    try (Stream<Path> folders = Files.list(brought)) {
      String libraries =
          folders.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
      return Optional.of(new ProxyProgram(program, libraries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
