package dev.parley.history.tink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Makes and changes the file of a keyset, from the command line: {@code KeysetCommand new FILE}.
 * Keys are never printed. A file is replaced as a whole, or stays as it was.
 */
public final class KeysetCommand {
  private static final String USAGE =
      """
      usage: KeysetCommand new FILE            makes a keyset of one key; FILE must not exist
             KeysetCommand list FILE           names its keys
             KeysetCommand add FILE            adds a key that decrypts only
             KeysetCommand promote FILE KEY    has that key encrypt from now on
             KeysetCommand remove FILE KEY     takes a key away: what it encrypted is lost then
      """;

  private final PrintStream out;
  private final PrintStream err;

  KeysetCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    System.exit(new KeysetCommand(System.out, System.err).run(List.of(arguments)));
  }

  /** The exit status: 0 done, 1 failed, 2 not understood. */
  int run(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    boolean namesKey = command.equals("promote") || command.equals("remove");
    boolean known = namesKey || List.of("new", "list", "add").contains(command);
    if (!known || arguments.size() != (namesKey ? 3 : 2)) {
      err.print(USAGE);
      return 2;
    }
    Path file = Path.of(arguments.get(1));
    try {
      tell(file, command.equals("new") ? make(file) : carryOut(command, arguments, file));
      return 0;
    } catch (IOException | IllegalArgumentException failure) {
      err.println(file + ": " + failure.getMessage());
    }
    return 1;
  }

  private Keyset carryOut(String command, List<String> arguments, Path file) throws IOException {
    Keyset keyset = Keyset.ofJson(Files.readString(file).strip());
    return switch (command) {
      case "add" -> replace(file, keyset.withNewKey());
      case "promote" -> replace(file, keyset.withPrimary(key(arguments.get(2))));
      case "remove" -> replace(file, keyset.without(key(arguments.get(2))));
      default -> keyset;
    };
  }

  private static long key(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "KEY must be a number that `list` names, was \"" + text + "\"", e);
    }
  }

  private static Keyset make(Path file) throws IOException {
    Keyset keyset = Keyset.generate();
    try {
      Files.createFile(file, forTheOwnerAlone());
    } catch (FileAlreadyExistsException exists) {
      throw new IOException("it exists: a keyset that is in use must not be lost", exists);
    }
    Files.writeString(file, keyset.toJson(), UTF_8);
    return keyset;
  }

  private static FileAttribute<?>[] forTheOwnerAlone() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** By a file beside it that nobody else can read until it has the owner and rights of the old. */
  private static Keyset replace(Path file, Keyset keyset) throws IOException {
    Path old = file.toRealPath();
    String prefix = old.getFileName() + ".";
    Path young = Files.createTempFile(old.getParent(), prefix, ".tmp", forTheOwnerAlone());
    try {
      Files.writeString(young, keyset.toJson(), UTF_8);
      keepRights(old, young);
      Files.move(young, old, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(young);
    }
    return keyset;
  }

  private static void keepRights(Path old, Path young) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(young, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    PosixFileAttributes rights = Files.readAttributes(old, PosixFileAttributes.class);
    PosixFileAttributes given = view.readAttributes();
    if (!given.group().equals(rights.group())) {
      view.setGroup(rights.group());
    }
    view.setPermissions(rights.permissions());
    if (!given.owner().equals(rights.owner())) {
      view.setOwner(rights.owner());
    }
  }

  private void tell(Path file, Keyset keyset) {
    out.println(file);
    for (long key : keyset.keys()) {
      out.println(
          "  " + key + (key == keyset.primary() ? "  encrypts and decrypts" : "  decrypts"));
    }
  }
}
