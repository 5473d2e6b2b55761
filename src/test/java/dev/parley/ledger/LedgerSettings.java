package dev.parley.ledger;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * What a run is told by system properties; {@code src/site/markdown/testing.md} says which.
 *
 * @param rounds 0: each fault once
 * @param faults empty: all that fit
 */
record LedgerSettings(int rounds, List<String> faults, Database database, long seed) {
  /** Where the gateway keeps its history. */
  enum Database {
    H2,
    POSTGRESQL
  }

  static LedgerSettings fromProperties() {
    String rounds = property("ledger.rounds", "0");
    String seed = property("ledger.seed", Long.toString(ThreadLocalRandom.current().nextLong()));
    return new LedgerSettings(
        (int) number("ledger.rounds", rounds),
        Stream.of(property("ledger.faults", "").split(","))
            .map(String::trim)
            .filter(name -> !name.isEmpty())
            .toList(),
        chosenDatabase(),
        number("ledger.seed", seed));
  }

  /** As the two servers are meant to be run, unless it is said. */
  private static Database chosenDatabase() {
    String ofServer =
        System.getProperty("parley.server", "").equals("wildfly") ? "postgresql" : "h2";
    String name = property("ledger.database", ofServer);
    return switch (name) {
      case "h2" -> Database.H2;
      case "postgresql" -> Database.POSTGRESQL;
      default ->
          throw new IllegalArgumentException(
              "ledger.database is '" + name + "'; expected 'h2' or 'postgresql'");
    };
  }

  private static String property(String key, String otherwise) {
    String value = System.getProperty(key, "");
    return value.isBlank() ? otherwise : value.trim();
  }

  private static long number(String key, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " is '" + value + "'; expected a whole number", e);
    }
  }
}
