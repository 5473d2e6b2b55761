package dev.parley.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.Driver;
import org.wildfly.core.launcher.CliCommandBuilder;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * The WildFly that the build provisions, set by the scripts of {@code server-config/wildfly}. Each
 * instance has a base directory of its own, so that several run at once from one installation.
 */
record WildFly() implements Server {
  static final String NAME = "wildfly";

  private static final List<String> COMPLETE =
      List.of("tls.cli", "limits.cli", "compression.cli", "oidc.cli");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare(Instance instance) throws IOException {
    Path base = base(instance);
    Folders.copy(home().resolve("standalone"), base);
    List<String> scripts = new ArrayList<>();
    if (instance.options().database() instanceof Database.PostgreSql) {
      Path driver =
          Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
      Files.copy(driver, base.resolve("deployments/postgresql.jar"));
      scripts.add("postgresql.cli");
    } else {
      scripts.add("h2.cli");
    }
    if (instance.options().complete()) {
      scripts.addAll(COMPLETE);
    } else if (instance.options().compressed()) {
      scripts.add("compression.cli");
    }
    for (Path war : instance.options().beside()) {
      Files.copy(war, base.resolve("deployments").resolve(war.getFileName()));
    }
    runScripts(scripts, instance);
    Files.copy(BuildFiles.war(), base.resolve("deployments/parley.war"));
  }

  @Override
  public boolean refusesTheWar(String log) {
    return log.contains("WFLYSRV0026"); // started, but with errors
  }

  @Override
  public List<String> command(Instance instance) {
    return StandaloneCommandBuilder.of(home())
        .setBaseDirectory(base(instance))
        .addJavaOptions(instance.jvmOptions())
        .addJavaOptions(trust(instance.options()))
        .addServerArguments(
            "-Djboss.http.port=" + instance.port(),
            "-Djboss.https.port=" + instance.tlsPort(),
            "-Djboss.management.http.port=" + instance.managementPort())
        .build();
  }

  /** The provider of the tests has the server's own certificate, which no authority vouches for. */
  private static List<String> trust(ServerOptions options) {
    Map<String, String> variables = options.environment();
    return options.complete()
        ? List.of(
            "-Djavax.net.ssl.trustStore=" + variables.get("TLS_KEYSTORE"),
            "-Djavax.net.ssl.trustStorePassword=" + variables.get("TLS_KEYSTORE_PASSWORD"),
            "-Djavax.net.ssl.trustStoreType=PKCS12")
        : List.of();
  }

  /** One after the other, in one process. */
  private static void runScripts(List<String> scripts, Instance instance) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String script : scripts) {
      lines.append(Files.readString(BuildFiles.serverConfig(NAME).resolve(script)));
    }
    Path all = Files.writeString(instance.directory().resolve("scripts.cli"), lines);
    Path log = instance.directory().resolve("scripts.cli.log");
    ProcessBuilder cli =
        new ProcessBuilder(
                CliCommandBuilder.asModularLauncher(home())
                    .addJavaOption("-Djboss.server.base.dir=" + base(instance))
                    .setScriptFile(all)
                    .build())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    cli.environment().put("JBOSS_HOME", home().toString());
    cli.environment().putAll(instance.options().environment());
    try {
      int exit = cli.start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            scripts + " failed with exit code " + exit + ":\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + scripts + " ran", e);
    }
  }

  private static Path home() {
    return BuildFiles.server(NAME);
  }

  private static Path base(Instance instance) {
    return instance.directory().resolve("standalone");
  }
}
