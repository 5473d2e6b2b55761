package dev.parley.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.Driver;

/** Payara Micro, with the very files that {@code mvn package payara-micro:start} uses. */
record PayaraMicro() implements Server {
  static final String NAME = "payara-micro";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare(Instance instance) throws IOException {
    // Its folder is the temporary one; the WAR is deployed from where the build left it.
  }

  @Override
  public boolean refusesTheWar(String log) {
    return log.contains("Exception while deploying the app")
        || log.contains("Exception while loading the app");
  }

  /** Seen once, in the listener to the configuration of JDBC resources. */
  @Override
  public boolean hasLostARace(String log) {
    return log.contains("Startup service failed to start")
        && log.contains("java.util.ConcurrentModificationException");
  }

  @Override
  public List<String> command(Instance instance) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(instance.jvmOptions());
    command.add("-Drun.address=127.0.0.1");
    command.addAll(List.of("-jar", BuildFiles.server("payara-micro.jar").toString()));
    command.addAll(List.of("--nocluster", "--disablephonehome"));
    command.addAll(List.of("--port", Integer.toString(instance.port())));
    command.addAll(List.of("--logproperties", config("logging.properties")));
    if (instance.options().database() instanceof Database.PostgreSql) {
      command.addAll(List.of("--addlibs", driver().toString()));
      command.addAll(List.of("--prebootcommandfile", config("postgresql.asadmin")));
    } else {
      command.addAll(List.of("--prebootcommandfile", config("preboot.asadmin")));
    }
    command.addAll(List.of("--contextroot", "/parley"));
    command.addAll(List.of("--deploy", BuildFiles.war().toString()));
    instance.options().beside().forEach(war -> command.addAll(List.of("--deploy", war.toString())));
    return command;
  }

  private static Path driver() {
    return Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static String config(String file) {
    return BuildFiles.serverConfig("payara-micro").resolve(file).toString();
  }
}
