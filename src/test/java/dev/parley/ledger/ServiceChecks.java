package dev.parley.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the service is like afterwards. Stateless. */
final class ServiceChecks {
  private ServiceChecks() {}

  static List<String> presence(Books books) {
    List<String> wrong = new ArrayList<>();
    books
        .presence()
        .forEach(
            (room, presence) -> {
              without(presence.told(), presence.connected())
                  .forEach(user -> wrong.add(user + " is said to be in " + room + ", and is not"));
              without(presence.connected(), presence.told())
                  .forEach(user -> wrong.add(user + " is in " + room + ", and is not said to be"));
            });
    return wrong;
  }

  private static Set<String> without(Set<String> users, Set<String> others) {
    Set<String> rest = new HashSet<>(users);
    rest.removeAll(others);
    return rest;
  }

  static List<String> troubles(Books books) {
    return books.troubles();
  }
}
