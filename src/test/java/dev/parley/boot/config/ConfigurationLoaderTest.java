package dev.parley.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.console.Setting;
import dev.parley.identity.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void withoutAnythingSaidTheDefaultsHold() {
    Configuration configuration = load(Map.of(), Map.of());

    assertThat(configuration.settings().history().writers()).isEqualTo(2);
    assertThat(configuration.settings().history().retentionEvery())
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(configuration.settings().identity().guests().enabled()).isFalse();
    assertThat(configuration.settings().identity().tokens().maxBytes()).isEqualTo(8_192);
    assertThat(configuration.settings().identity().tokens().hasKey()).isFalse();
    assertThat(configuration.settings().identity().origins()).isEmpty();
    assertThat(configuration.inForce().settings()).allMatch(Setting::isUsual);
    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void aPropertyStandsOverAVariableOverTheFile() throws IOException {
    Path file = write("parley { history { writers = 3, readers = 5, page-messages = 50 } }");
    Map<String, String> variables =
        Map.of(
            "PARLEY_HISTORY_WRITERS",
            "4",
            "PARLEY_HISTORY_READERS",
            "6",
            "PARLEY_CONFIG",
            file.toString());

    Configuration configuration = load(variables, Map.of("parley.history.writers", "7"));

    assertThat(configuration.settings().history().writers()).isEqualTo(7);
    assertThat(configuration.settings().history().readers()).isEqualTo(6);
    assertThat(configuration.settings().history().pageMessages()).isEqualTo(50);
    assertThat(configuration.settings().history().batchEntries()).isEqualTo(256);
  }

  @Test
  void thePropertyThatNamesTheFileStandsOverTheVariable() throws IOException {
    Path file = write("parley.history.writers = 3");

    Configuration configuration =
        load(Map.of("PARLEY_CONFIG", "/does/not/exist"), Map.of("parley.config", file.toString()));

    assertThat(configuration.settings().history().writers()).isEqualTo(3);
  }

  @Test
  void everyBadValueIsToldWithItsOrigin() throws IOException {
    Path file = write("parley {\n  history.readers = 0\n  identity.tokens.clock-skw = 5s\n}");
    Map<String, String> variables =
        Map.of("PARLEY_HISTORY_WRITERS", "many", "PARLEY_IDENTITY_ORIGINS", "https://a.example, *");
    Map<String, String> properties =
        Map.of("parley.history.batch-entries", "20000", "parley.config", file.toString());

    assertThatThrownBy(() -> load(variables, properties))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Parley does not start, its configuration has bad values:\n")
        .hasMessageContaining(
            "parley.history.writers must be a whole number, was \"many\""
                + " (from environment variable PARLEY_HISTORY_WRITERS)")
        .hasMessageContaining(
            "parley.history.batch-entries must be 1 to 10000, was 20000"
                + " (from system property parley.history.batch-entries)")
        .hasMessageContaining(
            "parley.history.readers must be 1 to 64, was 0 (from " + file + ": 2)")
        .hasMessageContaining(
            "parley.identity.tokens.clock-skw is no key,"
                + " the closest is parley.identity.tokens.clock-skew (from "
                + file
                + ": 3)")
        .hasMessageContaining(
            "parley.identity.origins[1] must be scheme://host or scheme://host:port, nothing after"
                + " it, was \"*\" (from environment variable PARLEY_IDENTITY_ORIGINS)");
  }

  @Test
  void aListMayBeWrittenWithCommasOrBrackets() {
    Configuration commas =
        load(
            Map.of("PARLEY_IDENTITY_ORIGINS", "https://a.example , http://b.example:8080,"),
            Map.of());
    Configuration brackets =
        load(
            Map.of(),
            Map.of(
                "parley.identity.origins", "[\"https://a.example\", \"http://b.example:8080\"]"));
    Configuration empty = load(Map.of("PARLEY_IDENTITY_ORIGINS", ""), Map.of());

    List<Origin> both =
        List.of(new Origin("https://a.example"), new Origin("http://b.example:8080"));
    assertThat(commas.settings().identity().origins()).isEqualTo(both);
    assertThat(brackets.settings().identity().origins()).isEqualTo(both);
    assertThat(empty.settings().identity().origins()).isEmpty();
  }

  @Test
  void bracketsThatDoNotCloseAreToldOf() {
    assertThat(problems(Map.of("PARLEY_IDENTITY_ORIGINS", "[\"https://a.example\""), Map.of()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo("parley.identity.origins");
              assertThat(problem.message())
                  .startsWith("must be a list, as a,b or as HOCON's [a, b]");
              assertThat(problem.origin())
                  .isEqualTo("environment variable PARLEY_IDENTITY_ORIGINS");
            });
  }

  @Test
  void namesThatMeanNoKeyAreWarnedOf() {
    Configuration configuration =
        load(Map.of("PARLEY_HISTORY_WRITER", "1"), Map.of("parley.histroy.readers", "2"));

    assertThat(configuration.warnings())
        .containsExactlyInAnyOrder(
            "environment variable PARLEY_HISTORY_WRITER names no key,"
                + " the closest is PARLEY_HISTORY_WRITERS",
            "system property parley.histroy.readers names no key,"
                + " the closest is parley.history.readers");
  }

  @Test
  void namesOfTheBuildAndOfKubernetesAreLeftAlone() {
    Map<String, String> variables =
        Map.of(
            "PARLEY_BROWSER", "/usr/bin/chromium",
            "PARLEY_PORT", "tcp://10.0.0.1:80",
            "PARLEY_PORT_80_TCP_ADDR", "10.0.0.1",
            "PARLEY_SERVICE_HOST", "10.0.0.1",
            "PATH", "/bin");

    Configuration configuration =
        load(variables, Map.of("parley.port", "18301", "parley.server", "wildfly"));

    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThat(problems(Map.of(), Map.of("parley.config", "/does/not/exist.conf")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo("parley.config");
              assertThat(problem.message())
                  .startsWith("must name a readable HOCON file")
                  .contains("/does/not/exist.conf");
              assertThat(problem.origin()).isEqualTo("system property parley.config");
            });
  }

  @Test
  void aFileThatCannotBeReadIsRefusedWithItsLine() throws IOException {
    Path file = write("parley {\n  history {\n");

    assertThat(problems(Map.of("PARLEY_CONFIG", file.toString()), Map.of()))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(file.toString()));
  }

  @Test
  void keysOutsideOfParleyAreRefused() throws IOException {
    Path file = write("history.writers = 3");

    assertThat(problems(Map.of("PARLEY_CONFIG", file.toString()), Map.of()))
        .extracting(Problem::toString)
        .containsExactly("history is no key, all are inside parley { } (from " + file + ": 1)");
  }

  @Test
  void anUnknownVariableInTheFileIsToldOf() throws IOException {
    Path file = write("parley.node.name = ${NO_SUCH_VARIABLE_AT_ALL}");

    assertThat(problems(Map.of("PARLEY_CONFIG", file.toString()), Map.of()))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("NO_SUCH_VARIABLE_AT_ALL"));
  }

  @Test
  void parleyItselfMustBeAnObject() throws IOException {
    Path file = write("parley = 5");

    assertThat(problems(Map.of("PARLEY_CONFIG", file.toString()), Map.of()))
        .extracting(Problem::message)
        .containsExactly("must be an object");
  }

  @Test
  void aValueCanBeReadFromAFile() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");

    Configuration configuration =
        load(Map.of("PARLEY_IDENTITY_TOKENS_HS256_SECRET_FILE", secret.toString()), Map.of());

    assertThat(configuration.settings().identity().tokens().hs256Secret().value())
        .isEqualTo(SECRET);
    assertThat(shown(configuration)).doesNotContain(SECRET).contains(secret.toString());
  }

  @Test
  void aValueFromAFileIsCheckedAsAnyOther() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "tooshort");

    assertThat(
            problems(
                Map.of("PARLEY_IDENTITY_TOKENS_HS256_SECRET_FILE", secret.toString()), Map.of()))
        .extracting(Problem::toString)
        .containsExactly(
            "parley.identity.tokens.hs256-secret must be empty or at least 32 bytes long, was (hidden)"
                + " (from file "
                + secret
                + ", named by environment variable PARLEY_IDENTITY_TOKENS_HS256_SECRET_FILE)");
  }

  @Test
  void aValueAndItsFileExcludeEachOther() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET);
    Map<String, String> properties =
        Map.of(
            "parley.identity.guests.secret",
            SECRET,
            "parley.identity.guests.secret-file",
            secret.toString());

    assertThat(problems(Map.of(), properties))
        .extracting(Problem::message)
        .containsExactly("must be empty where parley.identity.guests.secret is set");
  }

  @Test
  void aValueFileThatCannotBeReadIsToldOf() throws IOException {
    Path large = Files.writeString(folder.resolve("large"), "x".repeat(65_537));
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(fileProblem("/does/not/exist")).endsWith("was \"/does/not/exist\": no such file");
    assertThat(fileProblem(folder.toString())).endsWith(": no such file");
    assertThat(fileProblem(large.toString())).endsWith(": it has 65537 bytes");
    assertThat(fileProblem(binary.toString())).endsWith(": it is not UTF-8");
    assertThat(fileProblem("a\0b")).startsWith("must be a readable UTF-8 file");
  }

  private String fileProblem(String path) {
    return problems(Map.of(), Map.of("parley.identity.tokens.public-key-file", path))
        .get(0)
        .message();
  }

  @Test
  void secretsAreNeverShown() {
    Configuration configuration =
        load(
            Map.of("PARLEY_IDENTITY_GUESTS_SECRET", SECRET),
            Map.of("parley.identity.tokens.hs256-secret", SECRET + "2"));

    assertThat(shown(configuration)).doesNotContain(SECRET);
    assertThat(configuration.settings().toString()).doesNotContain(SECRET);
    assertThat(configuration.inForce().settings())
        .extracting(Setting::key, Setting::shown, Setting::origin)
        .contains(
            tuple(
                "parley.identity.guests.secret",
                "(hidden)",
                "environment variable PARLEY_IDENTITY_GUESTS_SECRET"));
  }

  @Test
  void everyValueIsToldWithItsOrigin() {
    Configuration configuration =
        load(
            Map.of(),
            Map.of("parley.identity.origins", "https://a.example", "parley.node.name", "n"));

    assertThat(configuration.inForce().settings())
        .filteredOn(setting -> !setting.isUsual())
        .extracting(Setting::key, Setting::shown, Setting::origin)
        .containsExactly(
            tuple(
                "parley.identity.origins",
                "[\"https://a.example\"]",
                "system property parley.identity.origins"),
            tuple("parley.node.name", "n", "system property parley.node.name"));
  }

  @Test
  void aRefusedSecretIsNotShown() {
    assertThatThrownBy(() -> load(Map.of("PARLEY_IDENTITY_GUESTS_SECRET", "s3same"), Map.of()))
        .hasMessageContaining(
            "parley.identity.guests.secret must be empty or at least 32 bytes long")
        .hasMessageNotContaining("s3same");
  }

  @Test
  void aPrivateKeyGivenByMistakeIsNotShown() {
    String key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----";

    assertThat(problems(Map.of("PARLEY_IDENTITY_TOKENS_PUBLIC_KEY", key), Map.of()))
        .extracting(Problem::toString)
        .containsExactly(
            "parley.identity.tokens.public-key must be a public key, was a private key"
                + " (from environment variable PARLEY_IDENTITY_TOKENS_PUBLIC_KEY)");
  }

  private static String shown(Configuration configuration) {
    return configuration.inForce().settings().toString();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("parley.conf"), text, StandardCharsets.UTF_8);
  }

  private static List<Problem> problems(
      Map<String, String> variables, Map<String, String> properties) {
    return catchThrowableOfType(ConfigurationException.class, () -> load(variables, properties))
        .problems();
  }

  private static Configuration load(Map<String, String> variables, Map<String, String> properties) {
    Properties given = new Properties();
    given.putAll(properties);
    return new ConfigurationLoader(variables, given).load();
  }
}
