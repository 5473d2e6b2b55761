package dev.parley.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A disk for a file database that can be full: a small file system of its own where this machine
 * lets us mount one, else a limit on the size of the server's files. Methods block; one thread.
 */
public final class SmallDisk implements AutoCloseable {
  private static final int MEBIBYTES = 512;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path folder;
  private final boolean mounted;
  private final LongSupplier pid;

  private SmallDisk(Path folder, boolean mounted, LongSupplier pid) {
    this.folder = folder;
    this.mounted = mounted;
    this.pid = pid;
  }

  /**
   * An empty one.
   *
   * @param server the id of the process that will write to it, asked for when it is to be full
   */
  public static SmallDisk make(LongSupplier server) {
    Path folder = Path.of("target", "disks", "disk-" + COUNT.incrementAndGet()).toAbsolutePath();
    try {
      boolean unused = Shell.succeeds("umount", folder.toString()); // of tests that were killed
      Folders.delete(folder);
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String size = "size=" + MEBIBYTES + "m";
    boolean mounted =
        Shell.succeeds("mount", "-t", "tmpfs", "-o", size, "parley-tests", folder.toString());
    if (mounted) { // also where the tests are stopped before they close it
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> Shell.succeeds("umount", "-l", folder.toString())));
    }
    return new SmallDisk(folder, mounted, server);
  }

  public Path folder() {
    return folder;
  }

  /** How it is made, in words for those who read the figures. */
  public String how() {
    return mounted ? "a tmpfs without room (ENOSPC)" : "RLIMIT_FSIZE of the server (EFBIG)";
  }

  /** From now on no file of the server can grow. */
  public void fill() {
    if (!mounted) {
      limitFiles(Long.toString(largestFile()));
      return;
    }
    byte[] chunk = new byte[1 << 20];
    for (int size = chunk.length; size > 0; size /= 16) {
      writeUntilFull(chunk, size);
    }
  }

  private void writeUntilFull(byte[] chunk, int size) {
    try (OutputStream filler =
        Files.newOutputStream(folder.resolve("filler-" + size))) { // unbuffered
      while (true) {
        filler.write(chunk, 0, size);
      }
    } catch (IOException full) {
      // What was asked for.
    }
  }

  /** There is room again. */
  public void free() {
    if (!mounted) {
      limitFiles("unlimited");
      return;
    }
    try (var fillers = Files.newDirectoryStream(folder, "filler-*")) {
      for (Path filler : fillers) {
        Files.delete(filler);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void limitFiles(String bytes) {
    Shell.run("prlimit", "--pid", Long.toString(pid.getAsLong()), "--fsize=" + bytes + ":");
  }

  private long largestFile() {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).max().orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives it back, and all that is on it; after the server has stopped. */
  @Override
  public void close() {
    if (mounted) {
      Shell.run("umount", folder.toString());
    }
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
