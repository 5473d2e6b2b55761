package dev.parley.boot.config;

import com.typesafe.config.ConfigValue;
import dev.parley.console.Setting;
import dev.parley.console.SettingsInForce;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The configuration that the server runs with, as it was checked at start-up. Immutable. */
public final class Configuration {
  private final Settings settings;
  private final SettingsInForce inForce;
  private final List<String> warnings;

  Configuration(
      Settings settings,
      Map<String, ConfigValue> values,
      Map<String, ConfigValue> defaults,
      List<String> warnings) {
    this.settings = settings;
    this.inForce = inForce(values, defaults);
    this.warnings = List.copyOf(warnings);
  }

  /** The records of the features. */
  public Settings settings() {
    return settings;
  }

  /** The variables and properties of Parley's that mean no key, each with the closest one. */
  public List<String> warnings() {
    return warnings;
  }

  /** Every key in the order in which it is documented; what is not to be seen is not in it. */
  public SettingsInForce inForce() {
    return inForce;
  }

  private static SettingsInForce inForce(
      Map<String, ConfigValue> values, Map<String, ConfigValue> defaults) {
    return new SettingsInForce(
        defaults.entrySet().stream()
            .sorted(Comparator.comparingInt(each -> each.getValue().origin().lineNumber()))
            .flatMap(
                each ->
                    Stream.ofNullable(values.get(each.getKey()))
                        .map(value -> inForce(each.getKey(), value, each.getValue())))
            .toList());
  }

  private static Setting inForce(String key, ConfigValue value, ConfigValue documented) {
    return new Setting(
        key,
        String.join("\n", documented.origin().comments()).strip(),
        isShown(key, value, documented) ? ShownKeys.text(value) : null,
        ShownKeys.text(documented),
        value.origin().description(),
        value.equals(documented));
  }

  /** That a secret is not set may be seen. */
  private static boolean isShown(String key, ConfigValue value, ConfigValue documented) {
    return ShownKeys.has(key, documented) || "".equals(value.unwrapped());
  }
}
