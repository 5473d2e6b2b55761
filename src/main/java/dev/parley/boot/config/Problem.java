package dev.parley.boot.config;

import com.typesafe.config.ConfigValue;

/**
 * Why one key cannot be used.
 *
 * @param key the key's whole path
 * @param message what was expected and what was found; a value that is a secret stands in it as
 *     {@value SecretKeys#HIDDEN}
 * @param origin the file and line, the variable or the property that the value came from
 */
public record Problem(String key, String message, String origin) {

  static Problem at(String key, String message, ConfigValue value) {
    return new Problem(key, message, value.origin().description());
  }

  @Override
  public String toString() {
    return key + " " + message + " (from " + origin + ")";
  }
}
