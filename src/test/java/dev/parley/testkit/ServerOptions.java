package dev.parley.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a server is started: the gateway's settings ({@code parley.*} system properties), options of
 * its JVM, its database, and whether it is set by all files of its {@code server-config}, not only
 * that of the database, with the environment variables that they read. Immutable; each {@code with}
 * returns a copy.
 */
public record ServerOptions(
    Map<String, String> properties,
    List<String> jvmOptions,
    Database database,
    boolean complete,
    Map<String, String> environment,
    boolean compressed,
    List<Path> beside) {
  public ServerOptions {
    properties = Map.copyOf(properties);
    jvmOptions = List.copyOf(jvmOptions);
    environment = Map.copyOf(environment);
    beside = List.copyOf(beside);
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
        new Database.File(),
        false,
        Map.of(),
        false,
        List.of());
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
    return new ServerOptions(more, jvmOptions, database, complete, environment, compressed, beside);
  }

  /** Later options win over earlier ones, as on any command line of Java. */
  public ServerOptions withJvmOption(String option) {
    List<String> more = new ArrayList<>(jvmOptions);
    more.add(option);
    return new ServerOptions(properties, more, database, complete, environment, compressed, beside);
  }

  public ServerOptions with(Database other) {
    return new ServerOptions(
        properties, jvmOptions, other, complete, environment, compressed, beside);
  }

  /** Set by all files of {@code server-config} that there are for the server. */
  public ServerOptions complete(Map<String, String> variables) {
    return new ServerOptions(properties, jvmOptions, database, true, variables, compressed, beside);
  }

  /** permessage-deflate is offered by servers that have a setting for it: WildFly. */
  public ServerOptions withCompression() {
    return new ServerOptions(properties, jvmOptions, database, complete, environment, true, beside);
  }

  /** Another application, under its file's name. */
  public ServerOptions beside(Path war) {
    List<Path> more = new ArrayList<>(beside);
    more.add(war);
    return new ServerOptions(
        properties, jvmOptions, database, complete, environment, compressed, more);
  }
}
