package dev.parley.moderation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Makes the ids of acts: the milliseconds since 1970 and 20 random bits, and always more than the
 * one before. Two nodes may make the same one in the same millisecond; the store then refuses the
 * second. Safe for use by any thread.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class ActIds {
  private static final int RANDOM_BITS = 20;

  private final SecureRandom random = new SecureRandom();
  private Clock clock;
  private long last;

  @Inject
  public ActIds(Clock clock) {
    this.clock = clock;
  }

  protected ActIds() {} // for the container's proxy

  synchronized ActId next() {
    long made = (clock.millis() << RANDOM_BITS) | random.nextInt(1 << RANDOM_BITS);
    last = Math.max(made, last + 1);
    return new ActId(last);
  }
}
