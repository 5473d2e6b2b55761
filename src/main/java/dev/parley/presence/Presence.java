package dev.parley.presence;

import dev.parley.protocol.Event;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The presence of every user of this node. A user is here from the first session until a grace time
 * after the last; what a user has set counts for all sessions and is forgotten when the user has
 * gone.
 *
 * <p>Safe for use by any thread but for {@link #sweep}, which one thread calls; does not block.
 */
@ApplicationScoped
public class Presence {
  private static final State ONLINE = new State(Status.ONLINE, null);
  private static final State OFFLINE = new State(Status.OFFLINE, null);

  private final PresenceLimits limits;
  private final ConcurrentHashMap<UserId, Here> users = new ConcurrentHashMap<>();
  private final Queue<Gone> gone =
      new ConcurrentLinkedQueue<>(); // in the order of their ends: the grace is one

  /** How a user is here. */
  public record State(Status status, @Nullable String text) {}

  private record Here(State state, int sessions, long departures) {}

  private record Gone(UserId user, long departure, long until) {}

  @Inject
  public Presence(PresenceLimits limits) {
    this.limits = limits;
  }

  @SuppressWarnings("NullAway")
  protected Presence() { // for the container's proxy
    this(null);
  }

  /** A session of the user began; true when the user was not here before. */
  public boolean arrived(UserId user) {
    Here now =
        users.compute(
            user,
            (id, here) ->
                here == null
                    ? new Here(ONLINE, 1, 0)
                    : new Here(here.state(), here.sessions() + 1, here.departures()));
    return now.sessions() == 1 && now.departures() == 0;
  }

  /** A session of the user ended. */
  public void departed(UserId user) {
    Here left =
        users.computeIfPresent(
            user, (id, here) -> new Here(here.state(), here.sessions() - 1, here.departures() + 1));
    if (left != null && left.sessions() == 0) {
      gone.add(new Gone(user, left.departures(), System.nanoTime() + limits.grace().toNanos()));
    }
  }

  /** Sets how the user is here; answers what others are to be told, null when nothing changed. */
  public Event.@Nullable PresenceChanged set(UserId user, Status status, @Nullable String text) {
    State wanted = new State(status, text);
    boolean[] changed = {false};
    users.computeIfPresent(
        user,
        (id, here) -> {
          changed[0] = !here.state().equals(wanted);
          return new Here(wanted, here.sessions(), here.departures());
        });
    return changed[0] ? new Event.PresenceChanged(user, status, text) : null;
  }

  public State of(UserId user) {
    Here here = users.get(user);
    return here == null ? OFFLINE : here.state();
  }

  /** Whose grace time has run out since the last call: they are gone now. */
  public List<UserId> sweep(long nanoTime) {
    List<UserId> left = new ArrayList<>(0);
    for (Gone next = gone.peek();
        next != null && nanoTime - next.until() >= 0;
        next = gone.peek()) {
      gone.remove();
      Gone departure = next;
      Here still =
          users.computeIfPresent(
              next.user(),
              (id, here) ->
                  here.sessions() == 0 && here.departures() == departure.departure() ? null : here);
      if (still == null) {
        left.add(next.user());
      }
    }
    return left;
  }
}
