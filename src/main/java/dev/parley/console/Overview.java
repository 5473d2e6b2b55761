package dev.parley.console;

import dev.parley.protocol.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What this node did in the last hour, second by second, in memory; it begins with the process.
 * Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Overview {
  private Reader reader;
  private Meters meters;
  private Clock clock;
  private Ring ring;

  @Inject
  public Overview(Reader reader, MeterRegistry registry, Clock clock) {
    this.reader = reader;
    this.meters = new Meters(registry);
    this.clock = clock;
    this.ring = new Ring();
  }

  protected Overview() {} // for the container's proxy

  /** From now on it is measured; called once, at start-up. */
  public void start() {
    reader.everySecond(
        () -> ring.add(meters.read(clock.instant().truncatedTo(ChronoUnit.SECONDS))));
  }

  /** So many seconds as one sample, those that ended after a moment, or all. */
  public CompletionStage<Outcome<List<Sample>>> after(@Nullable Instant moment, int seconds) {
    return reader.read(() -> Outcome.done(ring.after(moment, seconds)));
  }
}
