package dev.parley.boot;

import dev.parley.boot.config.Configuration;
import dev.parley.boot.config.Settings;
import dev.parley.identity.ExactOrigins;
import dev.parley.identity.OriginPolicy;
import dev.parley.identity.SharedSecrets;
import dev.parley.identity.TokenVerifier;
import dev.parley.identity.jwt.GuestTokens;
import dev.parley.identity.jwt.JwtVerifier;
import dev.parley.identity.jwt.ProviderKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;

/** Gives out who tells people apart, as the configuration says. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class IdentityProducers {
  @Inject private Configuration configuration;

  @Produces
  @Singleton
  GuestTokens guests(SharedSecrets secrets, Clock clock) {
    return new GuestTokens(identity().guests(), secrets, clock);
  }

  @Produces
  @Singleton
  ProviderKeys keys(ThreadFactory threads) {
    return new ProviderKeys(identity().tokens(), threads);
  }

  @Produces
  @Singleton
  TokenVerifier tokens(ProviderKeys keys, GuestTokens guests, Clock clock) {
    return new JwtVerifier(identity().tokens(), keys, guests, clock);
  }

  @Produces
  @Singleton
  OriginPolicy origins() {
    return new ExactOrigins(identity().origins());
  }

  private Settings.Identity identity() {
    return configuration.settings().identity();
  }
}
