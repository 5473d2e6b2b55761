package dev.parley.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What environment variables and system properties put over the files. A list is written with
 * commas, or in HOCON's own brackets. A name of Parley's that means no key is warned of, not
 * refused: it may belong to another version, or to whoever runs the container.
 */
final class Overrides {
  /**
   * Names that others use: the build, the tests, and the place of the configuration file itself.
   */
  private static final Set<String> NOT_KEYS =
      Set.of(
          "parley.config",
          "parley.address",
          "parley.browser",
          "parley.data",
          "parley.port",
          "parley.server",
          "parley.servers",
          "parley.war");

  /** What Kubernetes tells every container of a service that is called "parley". */
  private static final Pattern SERVICE = Pattern.compile("PARLEY_(SERVICE|PORT)_.+");

  private final Map<String, ConfigValue> known;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * Overrides of these keys.
   *
   * @param known the values known to be good; their types tell how a text is to be read
   */
  Overrides(Map<String, ConfigValue> known) {
    this.known = known;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  Config ofEnvironment(Map<String, String> environment) {
    return read("environment variable ", Keys::variable, "PARLEY_", environment);
  }

  Config ofProperties(Map<String, String> properties) {
    return read("system property ", UnaryOperator.identity(), "parley.", properties);
  }

  private Config read(
      String kind, UnaryOperator<String> naming, String prefix, Map<String, String> texts) {
    Map<String, String> keys = new TreeMap<>();
    known.keySet().forEach(key -> keys.put(naming.apply(key), key));
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      String name = text.getKey();
      String key = keys.get(name);
      if (key != null) {
        config = put(config, key, text.getValue(), kind + name);
      } else if (name.startsWith(prefix) && !isOthers(name, naming)) {
        warnings.add(kind + name + " names no key" + closest(name, keys.keySet()));
      }
    }
    return config;
  }

  private static boolean isOthers(String name, UnaryOperator<String> naming) {
    return SERVICE.matcher(name).matches() || NOT_KEYS.stream().map(naming).anyMatch(name::equals);
  }

  private static String closest(String name, Collection<String> names) {
    return ClosestName.to(name, names).map(closest -> ", the closest is " + closest).orElse("");
  }

  private Config put(Config config, String key, String text, String origin) {
    ConfigValue good = known.get(key);
    if (good == null || good.valueType() != ConfigValueType.LIST) {
      return config.withValue(key, ConfigValueFactory.fromAnyRef(text, origin));
    }
    if (!text.strip().startsWith("[")) {
      List<String> parts =
          Arrays.stream(text.split(",", -1))
              .map(String::strip)
              .filter(part -> !part.isEmpty())
              .toList();
      return config.withValue(key, ConfigValueFactory.fromIterable(parts, origin));
    }
    try {
      ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(origin);
      return config.withValue(
          key, ConfigFactory.parseString("list = " + text, options).getValue("list"));
    } catch (ConfigException e) {
      problems.add(
          new Problem(
              key, "must be a list, as a,b or as HOCON's [a, b]: " + e.getMessage(), origin));
      return config;
    }
  }
}
