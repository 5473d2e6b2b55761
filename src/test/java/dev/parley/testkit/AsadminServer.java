package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Payara Server or GlassFish, from the unpacked distribution, set by the scripts of {@code
 * server-config}. Each instance has a domain of its own: the domain that the distribution comes
 * with is set once for each choice of scripts, on the running server, as an administrator does it;
 * instances get copies on ports of their own.
 *
 * @param home the folder in the distribution
 * @param keyStore where a domain has its key
 * @param libraries what the H2 script asks to be copied to the domain first
 * @param readsEnvironment whether its configuration may name environment variables; else the
 *     PostgreSQL script names system properties, and an alias for the password
 */
record AsadminServer(
    String name, String home, String keyStore, List<Class<?>> libraries, boolean readsEnvironment)
    implements Server {
  static final AsadminServer PAYARA =
      new AsadminServer("payara-server", "payara6", "keystore.p12", List.of(), true);
  static final AsadminServer GLASSFISH =
      new AsadminServer(
          "glassfish", "glassfish7", "keystore.jks", List.of(org.h2.Driver.class), false);

  private static final List<String> COMPLETE = List.of("tls.asadmin", "login.asadmin");
  private static final String MASTER_PASSWORD = "changeit"; // of every domain that was not changed
  private static final String MAIN_CLASSES = "com.sun.enterprise.glassfish.bootstrap.";

  /** How a domain is set. */
  private record Settings(
      AsadminServer server, @Nullable String postgresPassword, Map<String, String> complete) {
    boolean postgresql() {
      return postgresPassword != null;
    }
  }

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Map<Settings, Domain> CONFIGURED = new ConcurrentHashMap<>();

  @Override
  public void prepare(Instance instance) throws IOException {
    ServerOptions options = instance.options();
    Settings settings =
        new Settings(
            this,
            options.database() instanceof Database.PostgreSql postgres ? postgres.password() : null,
            options.complete() ? options.environment() : Map.of());
    Domain configured = CONFIGURED.computeIfAbsent(settings, this::configured);
    Domain domain = configured.copyTo(instance.directory().resolve("domain1"));
    domain.listen(instance.port(), instance.tlsPort(), instance.managementPort());
    for (Path war : instance.options().beside()) {
      Files.copy(war, domain.directory().resolve("autodeploy").resolve(war.getFileName()));
    }
    Files.copy(BuildFiles.war(), domain.directory().resolve("autodeploy/parley.war"));
    Files.write(command(instance.directory()), domain.startCommand());
  }

  private Domain configured(Settings settings) {
    try {
      Path directory =
          Path.of("target", "gateways", name + "-configured-" + COUNT.incrementAndGet())
              .toAbsolutePath();
      Folders.delete(directory);
      Path unpacked = BuildFiles.server(name).resolve(home);
      Domain domain =
          new Domain(unpacked.resolve("bin/asadmin"), unpacked.resolve("glassfish/domains/domain1"))
              .copyTo(directory.resolve("domain1"));
      for (Class<?> library :
          settings.postgresql() ? List.of(org.postgresql.Driver.class) : libraries) {
        Path jar = Path.of(library.getProtectionDomain().getCodeSource().getLocation().getPath());
        Files.copy(jar, domain.directory().resolve("lib").resolve(jar.getFileName()));
      }
      domain.listen(Ports.free(), Ports.free(), Ports.free());
      List<List<String>> commands = new ArrayList<>();
      if (settings.postgresPassword() != null && !readsEnvironment) {
        commands.add(
            withSecret(
                directory,
                "AS_ADMIN_ALIASPASSWORD",
                settings.postgresPassword(),
                "create-password-alias",
                "parley-database"));
      }
      commands.add(script(settings.postgresql() ? "postgresql.asadmin" : "h2.asadmin"));
      commands.add(script("limits.asadmin"));
      if (!settings.complete().isEmpty()) {
        importKey(domain, settings.complete());
        COMPLETE.forEach(file -> commands.add(script(file)));
        commands.add(newUser(directory, settings.complete()));
      }
      domain.run(commands);
      return domain;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> script(String file) {
    return List.of("multimode", "--file", BuildFiles.serverConfig(name).resolve(file).toString());
  }

  private void importKey(Domain domain, Map<String, String> variables) {
    Shell.run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-importkeystore",
        "-srckeystore",
        variables.get("TLS_KEYSTORE"),
        "-srcstorepass",
        variables.get("TLS_KEYSTORE_PASSWORD"),
        "-srcalias",
        "parley",
        "-destkeystore",
        domain.directory().resolve("config").resolve(keyStore).toString(),
        "-deststorepass",
        MASTER_PASSWORD);
  }

  private static List<String> newUser(Path directory, Map<String, String> variables)
      throws IOException {
    return withSecret(
        directory,
        "AS_ADMIN_USERPASSWORD",
        variables.get("LOGIN_PASSWORD"),
        "create-file-user",
        "--groups",
        variables.get("LOGIN_ROLE"),
        variables.get("LOGIN_USER"));
  }

  /** A command with a secret, which it reads from a file. */
  private static List<String> withSecret(
      Path directory, String name, String secret, String... command) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, name + "=" + secret + "\n");
    List<String> all = new ArrayList<>(List.of("--passwordfile", file.toString()));
    all.addAll(List.of(command));
    return all;
  }

  @Override
  public boolean refusesTheWar(String log) {
    return log.contains("Exception while deploying the app")
        || log.contains("Exception while loading the app");
  }

  @Override
  public List<String> command(Instance instance) {
    try {
      List<String> command = new ArrayList<>(Files.readAllLines(command(instance.directory())));
      int main = 0;
      while (!command.get(main).startsWith(MAIN_CLASSES)) {
        main++;
      }
      List<String> options = new ArrayList<>(instance.jvmOptions());
      if (!readsEnvironment
          && instance.options().database() instanceof Database.PostgreSql postgres) {
        postgres.environment().forEach((key, value) -> options.add("-D" + key + "=" + value));
      }
      options.add("-Dosgi.shell.telnet.port=" + Ports.free()); // or two at once would want the same
      command.addAll(main, options); // behind those of the domain: the later ones win
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path command(Path directory) {
    return directory.resolve("command");
  }
}
