package dev.parley.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Measures the server's JVM: memory, collections, threads, processors, age. {@link #start} and
 * {@link #stop} are called once, at start-up and shut-down.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class JvmMeters {
  @Inject private MeterRegistry meters;

  private final JvmGcMetrics collections = new JvmGcMetrics();

  void start() {
    collections.bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
  }

  /** The JVM would go on telling of its collections, and keep the application. */
  void stop() {
    collections.close();
  }
}
