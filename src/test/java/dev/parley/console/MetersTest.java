package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.pipeline.CommandMeters;
import dev.parley.protocol.ErrorCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** By the names that the features' meters have. */
class MetersTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:01Z");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CommandMeters commands = new CommandMeters(registry);
  private final AtomicLong delivered = new AtomicLong();
  private final Meters meters = new Meters(registry);

  @Test
  void tellsWhatHappenedSinceTheLastReading() {
    Gauge.builder("parley.sessions", () -> 7).register(registry);
    Gauge.builder("parley.rooms", () -> 3).register(registry);
    FunctionCounter.builder("parley.deliveries", delivered, AtomicLong::get).register(registry);
    Sample quiet = meters.read(NOW);
    assertThat(quiet.messages()).isZero();
    assertThat(quiet.ackMedianMs()).isNaN();

    for (int i = 0; i < 98; i++) {
      commands.done("chat:send", Duration.ofMillis(3).toNanos());
    }
    commands.done("chat:send", Duration.ofMillis(300).toNanos());
    commands.done("chat:send", Duration.ofSeconds(9).toNanos());
    commands.done("room:join", Duration.ofSeconds(9).toNanos());
    commands.rejected("chat:send", ErrorCode.FORBIDDEN);
    commands.handshakeRefused(429);
    delivered.set(500);
    Sample busy = meters.read(NOW);
    assertThat(busy.sessions()).isEqualTo(7);
    assertThat(busy.rooms()).isEqualTo(3);
    assertThat(busy.deliveries() / busy.messages()).isEqualTo(5, within(0.001));
    assertThat(busy.refusals() / busy.messages()).isEqualTo(0.02, within(0.001));
    assertThat(busy.ackMedianMs()).isBetween(1.0, 5.0);
    assertThat(busy.ackSlowMs()).isBetween(100.0, 500.0);
    assertThat(meters.read(NOW).messages()).isZero();
  }
}
