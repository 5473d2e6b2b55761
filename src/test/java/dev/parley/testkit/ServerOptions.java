package dev.parley.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a server is started: the gateway's settings ({@code parley.*} system properties), options of
 * its JVM, and its database. Immutable; each {@code with} returns a copy.
 */
public record ServerOptions(
    Map<String, String> properties, List<String> jvmOptions, Database database) {
  public ServerOptions {
    properties = Map.copyOf(properties);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /**
   * The WAR as it is deployed, guests off, in half a GiB of heap. A server that runs out of it dies
   * at once, so that no test mistakes a thrashing server for a living one. The second compiler is
   * off: no server of a test lives long enough to gain what it costs at the start.
   */
  public static ServerOptions defaults() {
    return new ServerOptions(
        Map.of(),
        List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1"),
        new Database.File());
  }

  /** As {@link #defaults()}, but anyone may come in by {@code ?name=}. */
  public static ServerOptions guests() {
    return defaults().with("parley.identity.guests.enabled", "true");
  }

  public ServerOptions with(String property, String value) {
    if (!property.startsWith("parley.")) {
      throw new IllegalArgumentException(
          "'" + property + "' is no setting of the gateway: parley.*");
    }
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(property, value);
    return new ServerOptions(more, jvmOptions, database);
  }

  /** Later options win over earlier ones, as on any command line of Java. */
  public ServerOptions withJvmOption(String option) {
    List<String> more = new ArrayList<>(jvmOptions);
    more.add(option);
    return new ServerOptions(properties, more, database);
  }

  public ServerOptions with(Database other) {
    return new ServerOptions(properties, jvmOptions, other);
  }
}
