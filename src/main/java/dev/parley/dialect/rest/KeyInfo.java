package dev.parley.dialect.rest;

import dev.parley.identity.apikey.ApiKey;
import dev.parley.identity.apikey.KeyId;
import dev.parley.identity.apikey.KeySecret;
import dev.parley.identity.apikey.Right;
import dev.parley.identity.apikey.RoomPattern;
import dev.parley.identity.apikey.ServiceName;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as administrators see it.
 *
 * @param key its text, in the answer that tells that it was made and in no other
 */
public record KeyInfo(
    KeyId id,
    ServiceName service,
    List<Right> rights,
    List<RoomPattern> rooms,
    Instant createdAt,
    UserId createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable String key) {
  static KeyInfo of(ApiKey key) {
    return of(key, null);
  }

  static KeyInfo made(ApiKey key, KeySecret secret) {
    return of(key, secret.reveal());
  }

  private static KeyInfo of(ApiKey key, @Nullable String text) {
    return new KeyInfo(
        key.id(),
        key.service(),
        key.rights().stream().sorted().toList(),
        key.rooms(),
        key.createdAt(),
        key.createdBy(),
        key.expiresAt(),
        key.lastUsedAt(),
        text);
  }

  @Override
  public String toString() {
    return "KeyInfo[" + id + "]";
  }
}
