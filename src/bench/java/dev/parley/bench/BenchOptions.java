package dev.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What is asked for, as system properties: {@code bench} and {@code bench.*}; see benchmarks.md. A
 * value that cannot be used is refused by an {@link IllegalArgumentException} that names it.
 */
record BenchOptions(
    List<Workload> workloads,
    boolean micro,
    List<String> servers,
    List<String> databases,
    List<Boolean> history,
    List<Boolean> batch,
    boolean peer,
    int runs,
    Duration warm,
    Duration measured,
    List<String> jvmOptions) {
  private static final List<String> WORKLOADS = List.of("fanout", "rooms", "acks", "micro");
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
        list(given, "bench.servers", "payara-micro,wildfly", Gateway.SERVERS),
        list(given, "bench.databases", Gateway.H2, Gateway.DATABASES),
        booleans(given, "bench.history"),
        booleans(given, "bench.batch"),
        booleans(given, "bench.peer").contains(true),
        number("bench.runs", value(given, "bench.runs", "5")),
        Duration.ofSeconds(number("bench.warm", value(given, "bench.warm", "3"))),
        Duration.ofSeconds(number("bench.seconds", value(given, "bench.seconds", "5"))),
        Stream.of(value(given, "bench.jvm", "-Xms512m -Xmx1g").split(" ", -1)).toList());
  }

  private static Stream<Workload> workloads(String name, List<Integer> members) {
    return switch (name) {
      case "fanout" -> Workload.oneRoom(members).stream();
      case "rooms" -> Workload.smallRooms().stream();
      case "acks" -> Workload.sendAndAck().stream();
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
