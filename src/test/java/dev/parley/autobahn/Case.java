package dev.parley.autobahn;

import java.util.List;
import java.util.function.Supplier;

/**
 * One case of the suite.
 *
 * @param id the suite's number
 * @param script what is sent; made when the case runs, since some are long
 * @param heard what may come back besides the close frame: one of these lists, in this order; empty
 *     where the suite does not judge
 */
record Case(String id, Supplier<Script> script, Supplier<List<List<Heard>>> heard, Ending ending) {
  /** Each message is echoed, each ping answered, and the connection closed with 1000. */
  static Case echoed(String id, Supplier<Script> script, Heard... heard) {
    return new Case(id, script, () -> List.of(List.of(heard)), Ending.NORMAL);
  }

  /** The server fails the connection and says nothing before. */
  static Case failed(String id, int code, Supplier<Script> script) {
    return new Case(id, script, () -> List.of(List.of()), Ending.failed(code));
  }

  /**
   * The server fails the connection after a sound message, whose echo may be lost in that: the
   * suite calls this non-strict.
   */
  static Case failedAfter(String id, Heard echo, Supplier<Script> script) {
    return new Case(id, script, () -> List.of(List.of(echo), List.of()), Ending.failed(1002));
  }

  /** A closing handshake, in which nothing but the server's close frame comes. */
  static Case closed(String id, Ending ending, Supplier<Script> script) {
    return new Case(id, script, () -> List.of(List.of()), ending);
  }

  /** Whatever happens is fine as long as the connection ends. */
  static Case informational(String id, Supplier<Script> script) {
    return new Case(id, script, List::of, Ending.notAccepted());
  }

  boolean isInformational() {
    return heard.get().isEmpty();
  }

  @Override
  public String toString() {
    return id;
  }
}
