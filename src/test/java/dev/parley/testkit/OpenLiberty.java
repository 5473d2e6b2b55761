package dev.parley.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Open Liberty, from the unpacked distribution, set by the files of {@code
 * server-config/open-liberty}. Each instance has a user directory of its own, so that several run
 * at once from one installation; the command is what {@code bin/server run} comes to.
 */
record OpenLiberty() implements Server {
  static final String NAME = "open-liberty";

  private static final String SERVER = "parley";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare(Instance instance) throws IOException {
    Path server = users(instance).resolve("servers").resolve(SERVER);
    Path overrides = Files.createDirectories(server.resolve("configDropins/overrides"));
    Files.copy(config("server.xml"), server.resolve("server.xml"));
    if (instance.options().database() instanceof Database.PostgreSql) {
      Files.copy(config("postgresql.xml"), overrides.resolve("postgresql.xml"));
      Files.copy(jar(org.postgresql.Driver.class), server.resolve("postgresql.jar"));
    } else {
      Files.copy(config("h2.xml"), overrides.resolve("h2.xml"));
      Files.copy(jar(org.h2.Driver.class), server.resolve("h2.jar"));
    }
    if (instance.options().complete()) {
      Files.copy(config("tls.xml"), overrides.resolve("tls.xml"));
      Files.copy(config("oidc.xml"), overrides.resolve("oidc.xml"));
    }
    Files.createDirectories(server.resolve("dropins"));
    for (Path war : instance.options().beside()) {
      Files.copy(war, server.resolve("dropins").resolve(war.getFileName()));
    }
    Files.createDirectories(server.resolve("apps"));
    Files.copy(BuildFiles.war(), server.resolve("apps/parley.war"));
  }

  @Override
  public boolean refusesTheWar(String log) {
    return log.contains("CWWKZ0012I: The application parley was not started")
        || log.contains("CWWKZ0002E"); // an exception occurred while starting
  }

  @Override
  public List<String> command(Instance instance) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "WLP_USER_DIR=" + users(instance)));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + home().resolve("bin/tools/ws-javaagent.jar"));
    command.add("@" + home().resolve("lib/platform/java/java9.options"));
    command.addAll(instance.jvmOptions());
    command.addAll(List.of("-Dhttp.host=127.0.0.1", "-Dhttp.port=" + instance.port()));
    command.add("-Dhttps.port=" + instance.tlsPort());
    command.addAll(List.of("-jar", home().resolve("bin/tools/ws-server.jar").toString(), SERVER));
    return command;
  }

  private static Path home() {
    return BuildFiles.server(NAME).resolve("wlp");
  }

  private static Path users(Instance instance) {
    return instance.directory().resolve("usr");
  }

  private static Path config(String file) {
    return BuildFiles.serverConfig(NAME).resolve(file);
  }

  private static Path jar(Class<?> of) {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
