package dev.parley.pipeline;

import dev.parley.protocol.CloseCode;
import dev.parley.protocol.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts commands by type and outcome, and how long it took to answer them. Types are those of the
 * protocol, so the series stay few. Safe for use by any thread.
 */
@ApplicationScoped
public class CommandMeters {
  /** The reason of sessions that neither side has closed. */
  static final String CONNECTION_ENDED = "connection-ended";

  private static final List<Integer> HANDSHAKE_REFUSALS = List.of(400, 401, 403, 429, 503);

  private final MeterRegistry meters;
  private final ConcurrentHashMap<String, Timer> answered = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Refusal, Counter> refused = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<String, Counter> ended = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Counter> refusedHandshakes = new ConcurrentHashMap<>();

  private record Refusal(String type, ErrorCode code) {}

  @Inject
  public CommandMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  @SuppressWarnings("NullAway")
  protected CommandMeters() { // for the container's proxy
    this(null);
  }

  /** Shows at 0 what has not happened yet: a rate of it would miss the first. */
  public void prepare() {
    closed(CONNECTION_ENDED, 0);
    for (CloseCode code : CloseCode.values()) {
      closed(code.reason(), 0);
    }
    HANDSHAKE_REFUSALS.forEach(status -> handshakeRefused(status, 0));
  }

  /** From the arrival of the frame to its ack, in nanoseconds. */
  public void done(String type, long nanos) {
    answered.computeIfAbsent(type, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  public void rejected(String type, ErrorCode code) {
    refused.computeIfAbsent(new Refusal(type, code), this::counter).increment();
  }

  /**
   * Counts an ended session by the word of its close code; null where the connection just ended.
   */
  public void closed(@Nullable CloseCode code) {
    closed(code == null ? CONNECTION_ENDED : code.reason(), 1);
  }

  private void closed(String reason, int times) {
    ended
        .computeIfAbsent(
            reason,
            word ->
                Counter.builder("parley.sessions.closed")
                    .description("sessions that ended")
                    .tag("reason", word)
                    .register(meters))
        .increment(times);
  }

  /** Counts a refused handshake by its HTTP status. */
  public void handshakeRefused(int status) {
    handshakeRefused(status, 1);
  }

  private void handshakeRefused(int status, int times) {
    refusedHandshakes
        .computeIfAbsent(
            status,
            number ->
                Counter.builder("parley.handshakes.refused")
                    .description("upgrades that were refused")
                    .tag("status", Integer.toString(number))
                    .register(meters))
        .increment(times);
  }

  private Timer timer(String type) {
    return Timer.builder("parley.commands.answered")
        .description("commands that were carried out, from the frame to its ack")
        .tag("type", type)
        .serviceLevelObjectives(
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2))
        .register(meters);
  }

  private Counter counter(Refusal refusal) {
    return Counter.builder("parley.commands.refused")
        .description("commands that were refused")
        .tag("type", refusal.type())
        .tag("code", refusal.code().wire())
        .register(meters);
  }
}
