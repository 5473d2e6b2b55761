package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Payara Server or GlassFish, from the unpacked distribution, set by the scripts of {@code
 * server-config}. Each instance has a domain of its own: the domain that the distribution comes
 * with is set once for each choice of scripts, on the running server, as an administrator does it;
 * instances get copies on ports of their own.
 *
 * @param home the folder in the distribution
 * @param libraries what the H2 script asks to be copied to the domain first
 */
record AsadminServer(String name, String home, List<Class<?>> libraries) implements Server {
  static final AsadminServer PAYARA = new AsadminServer("payara-server", "payara6", List.of());
  static final AsadminServer GLASSFISH =
      new AsadminServer("glassfish", "glassfish7", List.of(org.h2.Driver.class));

  private static final Map<List<String>, Domain> CONFIGURED = new ConcurrentHashMap<>();
  private static final String MAIN_CLASSES = "com.sun.enterprise.glassfish.bootstrap.";

  @Override
  public void prepare(Instance instance) throws IOException {
    boolean postgresql = instance.options().database() instanceof Database.PostgreSql;
    String script = postgresql ? "postgresql.asadmin" : "h2.asadmin";
    List<Class<?>> needed = postgresql ? List.of(org.postgresql.Driver.class) : libraries;
    Domain configured =
        CONFIGURED.computeIfAbsent(List.of(name, script), key -> configured(script, needed));
    Domain domain = configured.copyTo(instance.directory().resolve("domain1"));
    domain.listen(instance.port(), instance.tlsPort(), instance.managementPort());
    Files.copy(BuildFiles.war(), domain.directory().resolve("autodeploy/parley.war"));
    Files.write(command(instance.directory()), domain.startCommand());
  }

  private Domain configured(String script, List<Class<?>> libraries) {
    try {
      Path directory = Path.of("target", "gateways", name + "-" + script).toAbsolutePath();
      Folders.delete(directory);
      Path unpacked = BuildFiles.server(name).resolve(home);
      Domain domain =
          new Domain(unpacked.resolve("bin/asadmin"), unpacked.resolve("glassfish/domains/domain1"))
              .copyTo(directory.resolve("domain1"));
      for (Class<?> library : libraries) {
        Path jar = Path.of(library.getProtectionDomain().getCodeSource().getLocation().getPath());
        Files.copy(jar, domain.directory().resolve("lib").resolve(jar.getFileName()));
      }
      domain.listen(Ports.free(), Ports.free(), Ports.free());
      domain.run(List.of(BuildFiles.serverConfig(name).resolve(script)));
      return domain;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      command.addAll(main, instance.jvmOptions()); // behind those of the domain: the later ones win
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path command(Path directory) {
    return directory.resolve("command");
  }
}
