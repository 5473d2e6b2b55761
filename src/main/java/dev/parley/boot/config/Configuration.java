package dev.parley.boot.config;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configuration that the server runs with, as it was checked at start-up. Immutable. */
public final class Configuration {
  private final Settings settings;
  private final List<Setting> values;
  private final List<String> warnings;

  Configuration(
      Settings settings,
      Map<String, ConfigValue> values,
      Map<String, ConfigValue> defaults,
      List<String> warnings) {
    this.settings = settings;
    this.values = describe(values, defaults);
    this.warnings = List.copyOf(warnings);
  }

  /** One key with its value; a secret's is hidden. */
  public record Setting(String key, String value, String origin, boolean isDefault) {}

  /** The records of the features. */
  public Settings settings() {
    return settings;
  }

  /**
   * Every key in alphabetical order, its value as text with secrets hidden, and where it came from.
   */
  public List<Setting> values() {
    return values;
  }

  /** The variables and properties of Parley's that mean no key, each with the closest one. */
  public List<String> warnings() {
    return warnings;
  }

  private static List<Setting> describe(
      Map<String, ConfigValue> values, Map<String, ConfigValue> defaults) {
    List<Setting> settings = new ArrayList<>();
    values.forEach(
        (key, value) ->
            settings.add(
                new Setting(
                    key,
                    SecretKeys.plain(key, value),
                    value.origin().description(),
                    value.equals(defaults.get(key)))));
    return List.copyOf(settings);
  }
}
