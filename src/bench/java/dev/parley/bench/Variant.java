package dev.parley.bench;

/**
 * One row of a workload's table.
 *
 * @param kept whether the rooms keep history
 * @param batch whether the clients take batches
 */
record Variant(LoadedServer server, boolean kept, boolean batch) {
  /** Where nothing is stored. */
  static final String NO_DATABASE = "none";

  /** Rooms whose names begin with this keep no history: src/bench/load-test.conf. */
  private static final String UNKEPT = "unkept:";

  String roomPrefix() {
    return kept ? "bench:" : UNKEPT;
  }

  String database() {
    return kept ? server.database() : NO_DATABASE;
  }

  boolean isParley() {
    return server instanceof Gateway;
  }

  String label() {
    return server.name() + ", " + database() + (batch ? ", batches" : "");
  }
}
