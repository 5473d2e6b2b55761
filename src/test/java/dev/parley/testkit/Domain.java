package dev.parley.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A domain of Payara Server or GlassFish, in a folder of its own, and the {@code asadmin} that
 * knows it. Every method blocks until what it names is done.
 */
record Domain(Path asadmin, Path directory) {
  private static final Pattern LISTENER =
      Pattern.compile("<(?:network-listener|iiop-listener|jmx-connector)\\s[^>]*>");
  private static final Pattern JMS_PORT =
      Pattern.compile("(?<=\"JMS_PROVIDER_PORT\" value=\")\\d+");
  private static final Pattern NAME = Pattern.compile("\\s(?:name|id)=\"([^\"]*)\"");
  private static final Pattern PORT = Pattern.compile("(?<=\\sport=\")\\d+(?=\")");
  private static final String ADMIN = "admin-listener";
  private static final String DRY_RUN_ENDS = "Command start-domain executed successfully.";

  /** Another domain that is set alike. */
  Domain copyTo(Path directory) throws IOException {
    Folders.copy(this.directory, directory);
    return new Domain(asadmin, directory);
  }

  /** Gives every listener another port: these three, and some free one to each that nobody asks. */
  void listen(int http, int https, int admin) throws IOException {
    Map<String, Integer> ports =
        Map.of("http-listener-1", http, "http-listener-2", https, ADMIN, admin);
    String xml = Files.readString(configuration());
    String moved =
        LISTENER
            .matcher(xml)
            .replaceAll(
                listener -> {
                  Integer chosen = ports.get(nameOf(listener));
                  int port = chosen == null ? Ports.free() : chosen;
                  return Matcher.quoteReplacement(
                      PORT.matcher(listener.group()).replaceAll(Integer.toString(port)));
                });
    String all = JMS_PORT.matcher(moved).replaceAll(Integer.toString(Ports.free()));
    Files.writeString(configuration(), all);
  }

  /** Runs commands of {@code asadmin} on the domain, which is started for them and stopped. */
  void run(List<List<String>> commands) throws IOException {
    try (Running started = start()) {
      for (List<String> command : commands) {
        List<String> all = new ArrayList<>(List.of("--port", started.adminPort()));
        all.addAll(command);
        String said = asadmin(all.toArray(String[]::new));
        if (said.contains(" failed.")) { // of a script, the exit code says nothing
          throw new IllegalStateException(command + " failed:\n" + said);
        }
      }
    }
  }

  /** The domain's server, until it is closed. */
  private record Running(Domain domain, String adminPort) implements AutoCloseable {
    @Override
    public void close() {
      domain.asadmin("stop-domain", "--domaindir", domain.parent(), domain.name());
    }
  }

  private Running start() throws IOException {
    asadmin("start-domain", "--domaindir", parent(), name());
    return new Running(this, adminPort());
  }

  /** The command line of the server's own JVM, which logs to its standard output as well. */
  List<String> startCommand() {
    List<String> said =
        asadmin("start-domain", "--verbose", "--dry-run", "--domaindir", parent(), name())
            .lines()
            .toList();
    // One argument a line, below some lines of introduction.
    return said.subList(0, said.indexOf(DRY_RUN_ENDS)).stream()
        .dropWhile(line -> !line.endsWith("/bin/java"))
        .filter(line -> !line.isBlank())
        .toList();
  }

  private String adminPort() throws IOException {
    return LISTENER
        .matcher(Files.readString(configuration()))
        .results()
        .filter(listener -> nameOf(listener).equals(ADMIN))
        .map(listener -> PORT.matcher(listener.group()).results().findFirst())
        .flatMap(port -> port.stream())
        .map(MatchResult::group)
        .findFirst()
        .orElseThrow();
  }

  private static String nameOf(MatchResult listener) {
    Matcher name = NAME.matcher(listener.group());
    return name.find() ? name.group(1) : "";
  }

  private String asadmin(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = asadmin.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Shell.run(command);
  }

  private Path configuration() {
    return directory.resolve("config/domain.xml");
  }

  private String parent() {
    return directory.getParent().toString();
  }

  private String name() {
    return directory.getFileName().toString();
  }
}
