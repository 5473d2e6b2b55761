package dev.parley.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server product: how an instance of it is laid out and which command runs it. Stateless; the
 * process belongs to {@link GatewayServer}.
 */
sealed interface Server permits AsadminServer, OpenLiberty, PayaraMicro, WildFly {
  List<Server> ALL =
      List.of(
          new PayaraMicro(),
          new WildFly(),
          AsadminServer.PAYARA,
          AsadminServer.GLASSFISH,
          new OpenLiberty());

  /** What an instance may write to, where it listens, and how it is set. */
  record Instance(
      Path directory, int port, int tlsPort, int managementPort, ServerOptions options) {
    /** What the process writes, over all its starts. */
    Path log() {
      return directory.resolve("server.log");
    }

    /** What every server's JVM is told. */
    List<String> jvmOptions() {
      List<String> all = new ArrayList<>();
      all.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
      all.add("-Drun.data=" + directory.resolve("data"));
      all.addAll(options.jvmOptions());
      options.properties().forEach((key, value) -> all.add("-D" + key + "=" + value));
      return all;
    }
  }

  /** The product that the system property {@code parley.server} names; Payara Micro by default. */
  static Server chosen() {
    String name = System.getProperty("parley.server", PayaraMicro.NAME);
    return ALL.stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "parley.server is '%s'; expected one of %s"
                        .formatted(name, ALL.stream().map(Server::name).toList())));
  }

  String name();

  /** Makes the instance's folder ready, the WAR included; called once, before the first start. */
  void prepare(Instance instance) throws IOException;

  /** Whether what the process wrote since its start says that it has given the WAR up. */
  boolean refusesTheWar(String log);

  /** Whether it ended by itself over a race between parts of its own: another start does better. */
  default boolean hasLostARace(String log) {
    return false;
  }

  /** The command that runs the instance in the foreground as one process. */
  List<String> command(Instance instance);
}
