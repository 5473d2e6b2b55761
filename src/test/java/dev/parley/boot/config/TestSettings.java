package dev.parley.boot.config;

import java.util.Map;
import java.util.Properties;

/** The configuration as it comes, but for what a test says: {@code "parley.room.grace", "0s"}. */
public final class TestSettings {
  private TestSettings() {}

  public static Settings with(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new ConfigurationLoader(Map.of(), properties).load().settings();
  }
}
