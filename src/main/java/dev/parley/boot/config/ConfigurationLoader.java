package dev.parley.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads the configuration: system properties {@code parley.*} over environment variables {@code
 * PARLEY_*} over the file that {@code parley.config} or {@code PARLEY_CONFIG} names over the {@code
 * reference.conf} in the WAR, which knows all keys. For one reading, by one thread; reads files.
 */
public final class ConfigurationLoader {
  private static final String ROOT = "parley";

  private final Map<String, String> environment;
  private final Map<String, String> properties;
  private final List<Problem> problems = new ArrayList<>();

  public ConfigurationLoader(Map<String, String> environment, Properties properties) {
    this.environment = Map.copyOf(environment);
    this.properties = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> this.properties.put(name, properties.getProperty(name)));
  }

  /** What this process is told. */
  public static ConfigurationLoader ofProcess() {
    return new ConfigurationLoader(System.getenv(), System.getProperties());
  }

  /**
   * Reads and checks it all; throws {@link ConfigurationException}, which names every bad value.
   */
  public Configuration load() {
    Config reference = reference();
    Map<String, ConfigValue> known = Keys.leaves(ROOT, reference.getObject(ROOT));
    Overrides overrides = new Overrides(known);
    Config told =
        overrides
            .ofProperties(properties)
            .withFallback(overrides.ofEnvironment(environment))
            .withFallback(file())
            .withFallback(reference);
    problems.addAll(overrides.problems());
    Config effective = resolve(told).orElse(reference);
    ValueFiles files = new ValueFiles();
    Config complete = files.resolve(effective, known);
    problems.addAll(files.problems());
    Optional<Settings> settings = bind(complete, reference);
    if (settings.isEmpty() || !problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    Map<String, ConfigValue> values = Keys.leaves(ROOT, effective.getObject(ROOT));
    return new Configuration(settings.get(), values, known, overrides.warnings());
  }

  /** The keys of the WAR alone: a server's own libraries may carry a file of the same name. */
  static Config reference() {
    ClassLoader loader = ConfigurationLoader.class.getClassLoader();
    return ConfigFactory.parseResources(loader, "reference.conf").withOnlyPath(ROOT).resolve();
  }

  private Optional<Settings> bind(Config complete, Config reference) {
    ConfigValue root = complete.getValue(ROOT);
    if (!(root instanceof ConfigObject object)) {
      problems.add(Problem.at(ROOT, "must be an object", root));
      return Optional.empty();
    }
    RecordReader reader = new RecordReader();
    Optional<Settings> settings =
        reader.read(ROOT, Settings.class, object, reference.getObject(ROOT));
    problems.addAll(reader.problems());
    return settings;
  }

  private Config file() {
    String property = properties.get("parley.config");
    String named = property != null ? property : environment.getOrDefault("PARLEY_CONFIG", "");
    if (named.isEmpty()) {
      return ConfigFactory.empty();
    }
    try {
      Config file =
          ConfigFactory.parseFile(
              new File(named), ConfigParseOptions.defaults().setAllowMissing(false));
      refuseOtherRoots(file.root());
      return file;
    } catch (ConfigException e) {
      String origin =
          property != null ? "system property parley.config" : "environment variable PARLEY_CONFIG";
      problems.add(
          new Problem(
              "parley.config", "must name a readable HOCON file: " + e.getMessage(), origin));
      return ConfigFactory.empty();
    }
  }

  private void refuseOtherRoots(ConfigObject file) {
    file.forEach(
        (key, value) -> {
          if (!key.equals(ROOT)) {
            problems.add(Problem.at(key, "is no key, all are inside " + ROOT + " { }", value));
          }
        });
  }

  private Optional<Config> resolve(Config told) {
    try {
      return Optional.of(told.resolve());
    } catch (ConfigException e) {
      String origin = e.origin() == null ? "the configuration file" : e.origin().description();
      problems.add(new Problem(ROOT, "must have a value for each ${…}: " + e.getMessage(), origin));
      return Optional.empty();
    }
  }
}
