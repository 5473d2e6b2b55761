package dev.parley.boot;

import dev.parley.boot.config.Configuration;
import dev.parley.boot.config.ConfigurationException;
import dev.parley.boot.config.ConfigurationLoader;
import dev.parley.boot.config.HealthLimits;
import dev.parley.boot.config.MetricsSettings;
import dev.parley.boot.config.Settings;
import dev.parley.dialect.HttpSettings;
import dev.parley.dialect.rest.RestLimits;
import dev.parley.emit.EmitLimits;
import dev.parley.history.BodyCipher;
import dev.parley.history.HistoryLimits;
import dev.parley.log.Log;
import dev.parley.moderation.ModerationLimits;
import dev.parley.pipeline.DrainLimits;
import dev.parley.pipeline.RateLimits;
import dev.parley.presence.PresenceLimits;
import dev.parley.protocol.NodeName;
import dev.parley.room.RoomLimits;
import dev.parley.session.SessionLimits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Gives the features what they do not make themselves: their limits, the server's threads, a clock,
 * the meters.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class Producers {
  private static final Log LOG = Log.of(Producers.class);

  /**
   * The container makes this bean once more for whoever asks for it next, as if it had not failed.
   */
  private static final AtomicBoolean REFUSAL_TOLD = new AtomicBoolean();

  private Configuration configuration;
  private Settings settings;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threads;

  @PostConstruct
  void load() { // not in a constructor: the container's proxy runs that as well
    try {
      configuration = ConfigurationLoader.ofProcess().load();
    } catch (ConfigurationException refused) {
      Object[] problems =
          refused.problems().stream().flatMap(p -> Stream.of("problem", p)).toArray();
      if (!REFUSAL_TOLD.getAndSet(true)) {
        LOG.error("configuration-refused", problems); // the containers bury it under stack traces
      }
      throw refused;
    }
    settings = configuration.settings();
  }

  @Produces
  @Singleton
  Configuration configuration() {
    return configuration;
  }

  @Produces
  ThreadFactory threads() {
    return threads;
  }

  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  PrometheusMeterRegistry prometheus() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  @Produces
  @Singleton
  NodeName nodeName() {
    return settings.node().nodeName(hostName());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "";
    }
  }

  @Produces
  HealthLimits health() {
    return settings.health();
  }

  @Produces
  MetricsSettings metrics() {
    return settings.metrics();
  }

  @Produces
  HistoryLimits history() {
    return settings.history();
  }

  @Produces
  HttpSettings http() {
    return settings.http();
  }

  @Produces
  @Singleton
  BodyCipher cipher() {
    return settings.encryption().cipher();
  }

  @Produces
  SessionLimits session() {
    return settings.session();
  }

  @Produces
  RateLimits rate() {
    return settings.rate();
  }

  @Produces
  RoomLimits room() {
    return settings.room();
  }

  @Produces
  DrainLimits drain() {
    return settings.drain();
  }

  @Produces
  PresenceLimits presence() {
    return settings.presence();
  }

  @Produces
  EmitLimits emit() {
    return settings.emit();
  }

  @Produces
  ModerationLimits moderation() {
    return settings.moderation();
  }

  @Produces
  RestLimits rest() {
    return settings.rest();
  }
}
