package dev.parley.room;

import dev.parley.history.HistoryPolicy;
import dev.parley.history.Retention;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the policy of a room: the first whose pattern matches its name. Safe for use by any thread.
 */
@ApplicationScoped
public class RoomPolicies implements HistoryPolicy {
  private final List<Rule> rules;

  private record Rule(Pattern pattern, RoomPolicy policy) {}

  @Inject
  public RoomPolicies(RoomLimits limits) {
    this.rules =
        Stream.concat(limits.policies().stream(), Stream.of(limits.defaults()))
            .map(policy -> new Rule(policy.pattern(), policy))
            .toList();
  }

  protected RoomPolicies() { // for the container's proxy
    this.rules = List.of();
  }

  /** Empty: no room may have this name. */
  public Optional<RoomPolicy> of(RoomName room) {
    for (Rule rule : rules) {
      if (rule.pattern().matcher(room.value()).matches()) {
        return Optional.of(rule.policy());
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean isKept(RoomName room) {
    return of(room).map(RoomPolicy::history).orElse(true);
  }

  @Override
  public Retention retention(RoomName room) {
    return of(room).map(RoomPolicy::retention).orElse(Retention.FOREVER);
  }
}
