package dev.parley.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes the value of a key {@code k} from the file that the key {@code k-file} beside it names, as
 * container platforms hand out secrets. The file is UTF-8 of at most {@value #MAX_BYTES} bytes;
 * blanks and line ends around the text are dropped.
 */
final class ValueFiles {
  static final int MAX_BYTES = 65_536;

  private static final String SUFFIX = "-file";

  private final List<Problem> problems = new ArrayList<>();

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** The configuration with the values of the files, and without the keys that named them. */
  Config resolve(Config config, Map<String, ConfigValue> known) {
    Config resolved = config;
    for (String key : known.keySet()) {
      String target = key.endsWith(SUFFIX) ? key.substring(0, key.length() - SUFFIX.length()) : key;
      if (!target.equals(key) && known.containsKey(target)) {
        resolved = take(resolved, key, target).withoutPath(key);
      }
    }
    return resolved;
  }

  private Config take(Config config, String key, String target) {
    ConfigValue path = config.hasPath(key) ? config.getValue(key) : null;
    if (path == null || "".equals(path.unwrapped())) {
      return config;
    }
    if (config.hasPath(target) && !"".equals(config.getValue(target).unwrapped())) {
      problems.add(Problem.at(key, "must be empty where " + target + " is set", path));
      return config;
    }
    try {
      String text = read(Path.of(String.valueOf(path.unwrapped())));
      String origin = "file " + path.unwrapped() + ", named by " + path.origin().description();
      return config.withValue(target, ConfigValueFactory.fromAnyRef(text, origin));
    } catch (IOException | InvalidPathException e) {
      String was = SecretKeys.show(key, path);
      String message =
          "must be a readable UTF-8 file of at most " + MAX_BYTES + " bytes, was " + was;
      problems.add(Problem.at(key, message + ": " + reason(e), path));
      return config;
    }
  }

  private static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("it has " + Files.size(file) + " bytes");
    }
    return Files.readString(file, StandardCharsets.UTF_8).strip();
  }

  private static String reason(Exception e) {
    return e instanceof CharacterCodingException
        ? "it is not UTF-8"
        : String.valueOf(e.getMessage());
  }
}
