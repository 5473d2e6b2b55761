package dev.parley.room;

import dev.parley.history.HistoryPolicy;
import dev.parley.history.Retention;
import dev.parley.identity.Identity;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the policy of a room: the first whose pattern matches its name. Safe for use by any thread.
 */
@ApplicationScoped
public class RoomPolicies implements HistoryPolicy {
  private final List<RoomPolicy> policies;

  @Inject
  public RoomPolicies(RoomLimits limits) {
    this.policies =
        Stream.concat(limits.policies().stream(), Stream.of(limits.defaults())).toList();
  }

  protected RoomPolicies() { // for the container's proxy
    this.policies = List.of();
  }

  /** Empty: no room may have this name. */
  public Optional<RoomPolicy> of(RoomName room) {
    for (RoomPolicy policy : policies) {
      if (policy.rooms().matches(room)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }

  /** What the user may do in the room; nothing where no room may have this name. */
  Rights rights(Identity who, RoomName room, Standing standing) {
    return of(room).map(policy -> policy.rights(who, room, standing)).orElse(Rights.NONE);
  }

  @Override
  public boolean isKept(RoomName room) {
    return of(room).map(RoomPolicy::history).orElse(true);
  }

  @Override
  public boolean isEncrypted(RoomName room) {
    return of(room).map(RoomPolicy::encrypt).orElse(false);
  }

  @Override
  public Retention retention(RoomName room) {
    return of(room).map(RoomPolicy::retention).orElse(Retention.FOREVER);
  }
}
