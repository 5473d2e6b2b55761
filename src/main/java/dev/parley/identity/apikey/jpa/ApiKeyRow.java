package dev.parley.identity.apikey.jpa;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.parley.identity.apikey.ApiKey;
import dev.parley.identity.apikey.KeyId;
import dev.parley.identity.apikey.Right;
import dev.parley.identity.apikey.RoomPattern;
import dev.parley.identity.apikey.ServiceName;
import dev.parley.identity.apikey.StoredKey;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A key; written once but for its last use. Lists are texts with commas, which no part has. */
@Entity
@Table(name = "api_key")
class ApiKeyRow {
  private static final String COMMA = ",";

  @Id
  @Column(name = "id", length = 16, nullable = false, updatable = false)
  private String id;

  @Column(name = "secret_digest", length = 43, nullable = false, updatable = false)
  private String secretDigest;

  @Column(name = "tenant", length = 64, updatable = false)
  private @Nullable String tenant;

  @Column(name = "service", length = 48, nullable = false, updatable = false)
  private String service;

  @Column(name = "rights", length = 200, nullable = false, updatable = false)
  private String rights;

  @Column(name = "rooms", length = 16_000, updatable = false)
  private @Nullable String rooms;

  @Column(name = "created_at", nullable = false, updatable = false)
  private long createdAt;

  @Column(name = "created_by", length = 128, nullable = false, updatable = false)
  private String createdBy;

  @Column(name = "expires_at", updatable = false)
  private @Nullable Long expiresAt;

  @Column(name = "last_used_at")
  private @Nullable Long lastUsedAt;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected ApiKeyRow() {}

  ApiKeyRow(StoredKey stored) {
    ApiKey key = stored.key();
    this.id = key.id().value();
    this.secretDigest = stored.digest();
    this.tenant = key.tenant().isNone() ? null : key.tenant().value();
    this.service = key.service().value();
    this.rights = key.rights().stream().map(Right::wire).sorted().collect(joining(COMMA));
    this.rooms =
        key.rooms().isEmpty()
            ? null
            : key.rooms().stream().map(RoomPattern::value).collect(joining(COMMA));
    this.createdAt = key.createdAt().toEpochMilli();
    this.createdBy = key.createdBy().value();
    this.expiresAt = millis(key.expiresAt());
    this.lastUsedAt = millis(key.lastUsedAt());
  }

  StoredKey stored() {
    Tenant whose = tenant == null ? Tenant.NONE : new Tenant(tenant);
    Set<Right> may = Stream.of(rights.split(COMMA)).map(Right::ofWire).collect(toSet());
    List<RoomPattern> where =
        rooms == null ? List.of() : Stream.of(rooms.split(COMMA)).map(RoomPattern::new).toList();
    return new StoredKey(
        new ApiKey(
            new KeyId(id),
            whose,
            new ServiceName(service),
            may,
            where,
            Instant.ofEpochMilli(createdAt),
            new UserId(whose, createdBy),
            time(expiresAt),
            time(lastUsedAt)),
        secretDigest);
  }

  void usedAt(Instant at) {
    lastUsedAt = at.toEpochMilli();
  }

  private static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.toEpochMilli();
  }

  private static @Nullable Instant time(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
