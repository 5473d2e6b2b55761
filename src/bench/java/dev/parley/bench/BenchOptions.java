package dev.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What is asked for, as system properties: {@code bench} and {@code bench.*}; see benchmarks.md. A
 * value that cannot be used is refused by an {@link IllegalArgumentException} that names it.
 */
record BenchOptions(
    List<Workload> workloads,
    boolean micro,
    boolean commits,
    List<String> servers,
    List<String> databases,
    List<Boolean> history,
    List<Boolean> batch,
    boolean peer,
    int runs,
    Duration warm,
    Duration measured,
    List<String> jvmOptions,
    Map<String, String> settings) {
  private static final List<String> WORKLOADS =
      List.of("fanout", "rooms", "acks", "idle", "crowd", "commits", "micro");
  private static final String JVM = "-Xms512m -Xmx1g";

  /** A heap that is as small as it can be, or what is resident would say nothing. */
  private static final String SMALL_JVM =
      "-XX:+UseSerialGC -Xms32m -Xmx2g -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=15";

  private static final List<String> BOTH = List.of("true", "false");

  static BenchOptions of(Properties given) {
    List<String> names = list(given, "bench", "fanout", WORKLOADS);
    List<Integer> members =
        list(given, "bench.members", "100,1000", List.of()).stream()
            .map(value -> number("bench.members", value))
            .toList();
    return new BenchOptions(
        names.stream().flatMap(name -> workloads(name, members)).toList(),
        names.contains("micro"),
        names.contains("commits"),
        list(given, "bench.servers", "payara-micro,wildfly", Gateway.SERVERS),
        list(given, "bench.databases", Gateway.H2, Gateway.DATABASES),
        booleans(given, "bench.history"),
        booleans(given, "bench.batch"),
        booleans(given, "bench.peer").contains(true),
        number("bench.runs", value(given, "bench.runs", "5")),
        Duration.ofSeconds(number("bench.warm", value(given, "bench.warm", "3"))),
        Duration.ofSeconds(number("bench.seconds", value(given, "bench.seconds", "5"))),
        Stream.of(
                value(given, "bench.jvm", names.equals(List.of("idle")) ? SMALL_JVM : JVM)
                    .split(" ", -1))
            .toList(),
        settings(value(given, "bench.settings", "")));
  }

  private static Map<String, String> settings(String given) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : given.isEmpty() ? new String[0] : given.split(" ", -1)) {
      int equals = setting.indexOf('=');
      if (equals < 1 || !setting.startsWith("parley.")) {
        throw new IllegalArgumentException(
            "bench.settings must be parley.KEY=VALUE, with blanks between several; was '%s'"
                .formatted(given));
      }
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return settings;
  }

  private static Stream<Workload> workloads(String name, List<Integer> members) {
    return switch (name) {
      case "fanout" -> Workload.oneRoom(members).stream();
      case "rooms" -> Workload.smallRooms().stream();
      case "acks" -> Workload.sendAndAck().stream();
      case "idle" -> Workload.idle().stream();
      case "crowd" -> Workload.crowd(members).stream();
      default -> Stream.empty();
    };
  }

  /** How long it will take at least. */
  Duration estimate(int variants) {
    return warm.plus(measured)
        .plusSeconds(2)
        .multipliedBy((long) workloads.size() * variants)
        .multipliedBy(runs + 1L);
  }

  private static List<Boolean> booleans(Properties given, String key) {
    return list(given, key, "true,false", BOTH).stream().map(Boolean::valueOf).toList();
  }

  private static List<String> list(
      Properties given, String key, String standard, List<String> allowed) {
    List<String> values = new ArrayList<>();
    for (String value : value(given, key, standard).split(",", -1)) {
      if (!allowed.isEmpty() && !allowed.contains(value.trim())) {
        throw new IllegalArgumentException(
            "%s must be of %s, separated by commas; was '%s'".formatted(key, allowed, value));
      }
      values.add(value.trim());
    }
    return values;
  }

  private static int number(String key, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException refused) {
      // told below
    }
    throw new IllegalArgumentException(
        "%s must be a whole number above 0; was '%s'".formatted(key, value));
  }

  private static String value(Properties given, String key, String standard) {
    String value = given.getProperty(key, "");
    return value.isBlank() ? standard : value;
  }
}
