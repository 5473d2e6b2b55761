package dev.parley.boot.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys of a configuration that hold values, by their paths, and the names of their environment
 * variables.
 */
final class Keys {
  private Keys() {}

  /** All values below the object, nulls and lists included, in the order of their paths. */
  static Map<String, ConfigValue> leaves(String path, ConfigObject object) {
    Map<String, ConfigValue> leaves = new TreeMap<>();
    collect(path, object, leaves);
    return Collections.unmodifiableMap(leaves);
  }

  private static void collect(String path, ConfigObject object, Map<String, ConfigValue> leaves) {
    object.forEach(
        (key, value) -> {
          if (value instanceof ConfigObject child) {
            collect(path + "." + key, child, leaves);
          } else {
            leaves.put(path + "." + key, value);
          }
        });
  }

  /** {@code PARLEY_SESSION_QUEUE_BYTES} for {@code parley.session.queue-bytes}. */
  static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
