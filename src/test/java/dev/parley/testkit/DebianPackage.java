package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A package of Debian or a descendant, fetched by apt-get from where this machine takes its
 * packages, with what it needs that is not installed. It is unpacked, not installed: nothing
 * outside of the folder is written, which needs no rights, and no service is started.
 */
final class DebianPackage {
  /** The folder of a package's files, below that which was given. */
  static final String ROOT = "root";

  private DebianPackage() {}

  /** Whether its files are there now. Blocks, some ten seconds. */
  static boolean unpack(String name, Path folder) {
    if (!Files.exists(Path.of("/etc/debian_version"))) {
      return false;
    }
    System.out.println("No " + name + " found; fetching Debian's package into " + folder);
    Path archives = folder.resolve("cache/archives");
    try {
      Files.createDirectories(archives.resolve("partial"));
      Files.createDirectories(folder.resolve("state/lists/partial"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean fetched =
        Shell.succeeds(apt(folder, "update"))
            && Shell.succeeds(
                apt(folder, "install", "-y", "--no-install-recommends", "--download-only", name));
    String root = folder.resolve(ROOT).toString();
    return fetched
        && debs(archives).stream()
            .allMatch(deb -> Shell.succeeds("dpkg-deb", "-x", deb.toString(), root));
  }

  private static String[] apt(Path folder, String... words) {
    Stream<String> own =
        Map.of(
                "Dir::State", folder.resolve("state").toString(),
                "Dir::State::status", "/var/lib/dpkg/status",
                "Dir::Cache", folder.resolve("cache").toString(),
                "APT::Sandbox::User", "",
                "Debug::NoLocking", "true")
            .entrySet()
            .stream()
            .flatMap(option -> Stream.of("-o", option.getKey() + "=" + option.getValue()));
    return Stream.concat(Stream.concat(Stream.of("apt-get"), own), Stream.of(words))
        .toArray(String[]::new);
  }

  private static List<Path> debs(Path archives) {
    try (Stream<Path> files = Files.list(archives)) {
      return files.filter(file -> file.toString().endsWith(".deb")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
