package dev.parley.boot.config;

import dev.parley.dialect.HttpSettings;
import dev.parley.dialect.rest.ConsoleRates;
import dev.parley.dialect.rest.RestLimits;
import dev.parley.emit.EmitLimits;
import dev.parley.history.HistoryLimits;
import dev.parley.history.tink.EncryptionSettings;
import dev.parley.identity.ContainerLogin;
import dev.parley.identity.Origin;
import dev.parley.identity.RevocationLimits;
import dev.parley.identity.TicketLimits;
import dev.parley.identity.account.AccountSettings;
import dev.parley.identity.account.SignInLimits;
import dev.parley.identity.apikey.ApiKeySettings;
import dev.parley.identity.jwt.GuestSettings;
import dev.parley.identity.jwt.TokenSettings;
import dev.parley.moderation.ModerationLimits;
import dev.parley.pipeline.DrainLimits;
import dev.parley.pipeline.RateLimits;
import dev.parley.presence.PresenceLimits;
import dev.parley.room.RoomLimits;
import dev.parley.session.SessionLimits;
import java.util.List;

/**
 * The whole configuration, {@code parley { … }} of {@code reference.conf}: a component for each
 * key. A feature that adds its record here, its keys there and a producer beside the others has it
 * bound, checked, overridden and documented.
 */
public record Settings(
    HistoryLimits history,
    EncryptionSettings encryption,
    Identity identity,
    NodeSettings node,
    HttpSettings http,
    SessionLimits session,
    RateLimits rate,
    RoomLimits room,
    PresenceLimits presence,
    EmitLimits emit,
    RestLimits rest,
    ModerationLimits moderation,
    Console console,
    DrainLimits drain,
    HealthLimits health,
    MetricsSettings metrics) {

  public Settings {
    if (!encryption.hasKeys() && room.encrypts()) {
      throw new IllegalArgumentException(
          "encryption must have a keyset, because room.policies or room.defaults encrypt");
    }
  }

  /** Who may enter. */
  public record Identity(
      GuestSettings guests,
      TokenSettings tokens,
      TicketLimits tickets,
      RevocationLimits revocations,
      ContainerLogin container,
      List<Origin> origins,
      ApiKeySettings apiKeys) {}

  /** Who may use the console, and how fast. */
  public record Console(AccountSettings accounts, SignInLimits signIn, ConsoleRates rates) {}
}
