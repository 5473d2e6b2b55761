package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.WireClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The dashboard, the alarms and the manual name what the server really exports, and all of it. */
class MonitoringIT {
  private static final Path DASHBOARD = Path.of("server-config/grafana/parley-dashboard.json");
  private static final Path ALERTS = Path.of("server-config/grafana/alerts.yaml");
  private static final Path MANUAL = Path.of("src/site/markdown/operations.md");
  private static final Pattern METRIC = Pattern.compile("\\b(?:parley|jvm|process|system)_\\w+");
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");

  @RegisterExtension static final Visitors visitors = new Visitors(SharedGateway::get);

  private static String metrics;

  /** What is counted only when it happens: a message, a refusal of each kind, a collection. */
  @BeforeAll
  static void somethingHappens() {
    GatewayServer server = SharedGateway.get();
    WireClient ada = visitors.guest("Ada");
    String room = Visitors.unique("room");
    Visitors.join(ada, room);
    Visitors.say(ada, room, "measured");
    ada.refusal("chat:send", Map.of("roomId", room));
    RestClient.of(() -> server).get("api/me");
    server.usedHeap();
    metrics = Metrics.get(server, "metrics").body();
  }

  @Test
  void everyMetricOfTheDashboardIsExported() {
    JsonNode dashboard = JsonMapper.builder().build().readTree(DASHBOARD.toFile());
    List<String> expressions =
        dashboard.findValuesAsString("expr").stream().filter(text -> !text.isBlank()).toList();
    assertThat(expressions).hasSizeGreaterThan(30);
    assertThat(exported()).containsAll(named(expressions));
    List<String> variables = dashboard.findValuesAsString("definition");
    assertThat(exported()).containsAll(named(variables));
  }

  @Test
  void everyMetricOfTheAlarmsIsExported() {
    List<String> expressions = alerts().map(rule -> rule.path("expr").stringValue()).toList();
    assertThat(expressions).hasSizeGreaterThan(10);
    assertThat(exported()).containsAll(named(expressions));
  }

  @Test
  void everyAlarmIsInTheManual() throws IOException {
    String manual = Files.readString(MANUAL);
    assertThat(alerts().map(rule -> rule.path("alert").stringValue()))
        .isNotEmpty()
        .allSatisfy(alarm -> assertThat(manual).contains("`" + alarm + "`"));
  }

  @Test
  void everyMetricOfParleyIsInTheManualAndNoOther() throws IOException {
    Set<String> documented =
        Pattern.compile("(?m)^\\| `(parley_\\w+)`")
            .matcher(Files.readString(MANUAL))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> families =
        FAMILY
            .matcher(metrics)
            .results()
            .map(MonitoringIT::family)
            .filter(name -> name.startsWith("parley_"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(families).isEqualTo(documented);
  }

  /** Of a timer the greatest of late is a family of its own, with the same name and _max. */
  private static String family(MatchResult type) {
    return type.group(1).replaceFirst("_max$", "");
  }

  private static Stream<JsonNode> alerts() {
    return YAMLMapper.builder()
        .build()
        .readTree(ALERTS.toFile())
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream());
  }

  private static Set<String> named(List<String> expressions) {
    return expressions.stream()
        .flatMap(expression -> METRIC.matcher(expression).results())
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of all samples. */
  private static Set<String> exported() {
    return metrics
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[ {]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
