package dev.parley.boot;

import dev.parley.boot.config.Configuration;
import dev.parley.boot.config.Settings;
import dev.parley.console.SettingsInForce;
import dev.parley.dialect.rest.ConsoleRates;
import dev.parley.identity.Revocations;
import dev.parley.identity.account.AccountRecord;
import dev.parley.identity.account.AccountStore;
import dev.parley.identity.account.Accounts;
import dev.parley.identity.account.Attempts;
import dev.parley.identity.account.ConsoleSessions;
import dev.parley.identity.account.EndedSignIns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;

/** Gives out who is in the console, as the configuration says. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class ConsoleProducers {
  @Inject private Configuration configuration;

  @Produces
  @Singleton
  Accounts accounts(
      AccountStore store,
      EndedSignIns ended,
      AccountRecord onRecord,
      Clock clock,
      ThreadFactory threads) {
    return new Accounts(
        console().accounts(), console().signIn(), store, ended, onRecord, clock, threads);
  }

  void stop(@Disposes Accounts accounts) {
    accounts.stop();
  }

  @Produces
  @Singleton
  Attempts attempts() {
    return new Attempts(console().signIn());
  }

  @Produces
  @Singleton
  ConsoleSessions sessions(Revocations revocations, EndedSignIns ended, Clock clock) {
    return new ConsoleSessions(console().signIn(), revocations, ended, clock);
  }

  @Produces
  @Singleton
  EndedSignIns ended(Clock clock) {
    return new EndedSignIns(console().signIn().longest(), clock);
  }

  @Produces
  ConsoleRates rates() {
    return console().rates();
  }

  @Produces
  @Singleton
  SettingsInForce settingsInForce() {
    return configuration.inForce();
  }

  private Settings.Console console() {
    return configuration.settings().console();
  }
}
