package dev.parley.boot;

import dev.parley.boot.config.Configuration;
import dev.parley.boot.config.Settings;
import dev.parley.identity.ContainerLogin;
import dev.parley.identity.ExactOrigins;
import dev.parley.identity.OriginPolicy;
import dev.parley.identity.RevocationStore;
import dev.parley.identity.Revocations;
import dev.parley.identity.SharedSecrets;
import dev.parley.identity.Tickets;
import dev.parley.identity.TokenVerifier;
import dev.parley.identity.account.EndedSignIns;
import dev.parley.identity.apikey.ApiKeyStore;
import dev.parley.identity.apikey.ApiKeys;
import dev.parley.identity.jwt.GuestTokens;
import dev.parley.identity.jwt.JwtVerifier;
import dev.parley.identity.jwt.ProviderKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
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
  TokenVerifier tokens(
      ProviderKeys keys, GuestTokens guests, Revocations revocations, Clock clock) {
    return new JwtVerifier(identity().tokens(), keys, guests, revocations, clock);
  }

  @Produces
  @Singleton
  Revocations revocations(RevocationStore store, Clock clock) {
    return new Revocations(store, identity().revocations(), identity().tokens().clockSkew(), clock);
  }

  @Produces
  @Singleton
  Tickets tickets(Revocations revocations, EndedSignIns ended, Clock clock) {
    return new Tickets(identity().tickets(), revocations, ended, clock);
  }

  @Produces
  ContainerLogin container() {
    return identity().container();
  }

  @Produces
  @Singleton
  OriginPolicy origins() {
    return new ExactOrigins(identity().origins());
  }

  @Produces
  @Singleton
  ApiKeys apiKeys(ApiKeyStore store, Clock clock, ThreadFactory threads) {
    return new ApiKeys(identity().apiKeys(), store, clock, threads);
  }

  void stop(@Disposes ApiKeys keys) {
    keys.stop();
  }

  private Settings.Identity identity() {
    return configuration.settings().identity();
  }
}
