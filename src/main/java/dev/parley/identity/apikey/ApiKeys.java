package dev.parley.identity.apikey;

import static java.util.stream.Collectors.toSet;

import dev.parley.log.Log;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the company's services, all of them in memory, so that a request waits for no
 * database. One thread makes them, deletes those that were revoked, and reads them again, one after
 * the other. A key that is revoked here is refused from that moment, whether the store can be
 * reached or not, and no reading brings it back; another node hears of it within {@code
 * refresh-every} of its deletion.
 *
 * <p>Safe for use by any thread; only {@link #start} blocks. Stages complete on that one thread.
 * While the store is away the keys that were known go on, none is made, and those that are revoked
 * wait to be deleted ({@code UNCONFIRMED}).
 */
public final class ApiKeys {
  private static final Log LOG = Log.of(ApiKeys.class);
  private static final Outcome<ApiKey> UNKNOWN =
      Outcome.rejected(ErrorCode.UNAUTHENTICATED, "the API key is not known, or was revoked");
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
  private static final Instant TOO_FAR = Instant.parse("+10000-01-01T00:00:00Z");

  private final ApiKeySettings settings;
  private final ApiKeyStore store;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor keeper;
  private final ConcurrentHashMap<KeyId, StoredKey> keys = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<KeyId, Instant> used = new ConcurrentHashMap<>();

  /** Those that the store may still have. */
  private final ConcurrentHashMap<KeyId, StoredKey> revoked = new ConcurrentHashMap<>();

  public ApiKeys(ApiKeySettings settings, ApiKeyStore store, Clock clock, ThreadFactory threads) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    this.keeper = new ScheduledThreadPoolExecutor(1, threads);
  }

  /** A key that was made, and its text, which is known only now. */
  public record Made(ApiKey key, KeySecret secret) {}

  /** Reads the keys, and again from then on; called once, at start-up, when the schema is there. */
  public void start() {
    read();
    long every = settings.refreshEvery().toMillis();
    var unused = keeper.scheduleWithFixedDelay(this::refresh, every, every, TimeUnit.MILLISECONDS);
  }

  /** Ends the thread; called once. */
  public void stop() {
    keeper.shutdownNow();
  }

  /** The key of this text; refused as {@code UNAUTHENTICATED}, without repeating the text. */
  public Outcome<ApiKey> verify(String text) {
    Optional<KeySecret> secret = KeySecret.parse(text);
    if (secret.isEmpty()) {
      return Outcome.rejected(
          ErrorCode.UNAUTHENTICATED, "the API key is not whole: parley_, 16 digits, _, 43 others");
    }
    StoredKey stored = known(secret.get().id());
    if (stored == null || !secret.get().hasDigest(stored.digest())) {
      return UNKNOWN;
    }
    Instant now = clock.instant();
    if (stored.key().isExpiredAt(now)) {
      return Outcome.rejected(ErrorCode.UNAUTHENTICATED, "the API key has run out");
    }
    used.put(stored.key().id(), now.truncatedTo(ChronoUnit.MINUTES));
    return Outcome.done(stored.key());
  }

  private @Nullable StoredKey known(KeyId id) {
    return revoked.containsKey(id) ? null : keys.get(id);
  }

  /** The keys of a tenant, the oldest first. */
  public List<ApiKey> list(Tenant tenant) {
    return keys.values().stream()
        .map(StoredKey::key)
        .filter(key -> key.tenant().equals(tenant) && !revoked.containsKey(key.id()))
        .map(key -> key.usedAt(used.getOrDefault(key.id(), key.lastUsedAt())))
        .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(key -> key.id().value()))
        .toList();
  }

  /**
   * Makes a key; refused as {@code INVALID} or {@code LIMIT_REACHED}, or as {@code UNCONFIRMED}
   * where the store failed: it may have a key then whose text nobody knows.
   */
  public CompletionStage<Outcome<Made>> make(KeyRequest wanted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Detail refusal = refusal(wanted, now);
    return refusal != null
        ? Outcome.refused(refusal)
        : onKeeper(
            () -> insert(wanted, now),
            "the database has not confirmed the key: make another, and revoke what the list shows"
                + " later and nobody has");
  }

  private static @Nullable Detail refusal(KeyRequest wanted, Instant now) {
    if (wanted.rooms().isEmpty() && wanted.rights().stream().anyMatch(Right::needsRooms)) {
      return Detail.invalid("rooms", "must name rooms for publish, read and emit-room, was empty");
    }
    Instant end = wanted.expiresAt();
    return end != null && !(end.isAfter(now) && end.isBefore(TOO_FAR))
        ? Detail.invalid("expiresAt", "must be in the future, before the year 10000, was " + end)
        : null;
  }

  private Outcome<Made> insert(KeyRequest wanted, Instant now) {
    Tenant tenant = wanted.by().tenant();
    if (keys.size() >= settings.most() || list(tenant).size() >= settings.perTenant()) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED,
          "there are as many API keys as may be; revoke one that is of no use any more");
    }
    KeySecret secret = KeySecret.random();
    ApiKey key =
        new ApiKey(
            secret.id(),
            tenant,
            wanted.service(),
            wanted.rights(),
            wanted.rooms(),
            now,
            wanted.by(),
            wanted.expiresAt(),
            null);
    StoredKey stored = new StoredKey(key, secret.digest());
    store.insert(stored);
    keys.put(key.id(), stored);
    log("api-key-made", key, wanted.by());
    return Outcome.done(new Made(key, secret));
  }

  /**
   * Revokes a key for good, from now on; the stage waits for the store. Refused as {@code
   * NOT_FOUND} where the administrator's tenant has none such, or as {@code UNCONFIRMED} where the
   * store has not confirmed it: the key is refused all the same, and deleted when the store is back
   * while this node runs.
   */
  public CompletionStage<Outcome<KeyId>> revoke(KeyId id, UserId by) {
    StoredKey waiting = revoked.get(id);
    StoredKey stored = waiting == null ? keys.get(id) : waiting;
    if (stored == null || !stored.key().tenant().equals(by.tenant())) {
      return Outcome.now(notFound(id));
    }
    if (revoked.put(id, stored) == null) {
      log("api-key-revoked", stored.key(), by);
    }
    return onKeeper(
        () -> delete(id),
        "the API key is refused here from now on, but the database has not confirmed it: revoke it"
            + " again, else it may count on other nodes, and after a restart");
  }

  private Outcome<KeyId> delete(KeyId id) {
    boolean deleted = store.delete(id);
    keys.remove(id);
    used.remove(id);
    revoked.remove(id);
    return deleted ? Outcome.done(id) : notFound(id);
  }

  private static Outcome<KeyId> notFound(KeyId id) {
    return Outcome.rejected(ErrorCode.NOT_FOUND, "there is no API key " + id);
  }

  private static void log(String event, ApiKey key, UserId by) {
    LOG.info(
        event,
        "tenant",
        key.tenant().isNone() ? null : key.tenant(),
        "key",
        key.id(),
        "service",
        key.service(),
        "by",
        by);
  }

  private <T> CompletionStage<Outcome<T>> onKeeper(Supplier<Outcome<T>> work, String unconfirmed) {
    return CompletableFuture.supplyAsync(work, keeper)
        .exceptionally(
            failure -> {
              LOG.warn("api-keys-not-confirmed", failure);
              return Outcome.rejected(ErrorCode.UNCONFIRMED, unconfirmed);
            });
  }

  private void refresh() {
    try {
      revoked.keySet().forEach(this::delete);
      noteUses();
      read();
    } catch (Throwable away) { // a container's commit throws checked ones undeclared
      LOG.warn("api-keys-not-refreshed", "cause", away.getClass().getName());
    }
  }

  private void read() {
    List<StoredKey> all = store.all();
    all.forEach(stored -> keys.put(stored.key().id(), stored));
    Set<KeyId> present = all.stream().map(stored -> stored.key().id()).collect(toSet());
    keys.keySet().retainAll(present);
    used.keySet().retainAll(present);
  }

  private void noteUses() {
    used.forEach(
        (id, at) -> {
          StoredKey stored = keys.get(id);
          Instant noted = stored == null ? at : stored.key().lastUsedAt();
          if (noted == null || !at.isBefore(noted.plus(USE_NOTED_EVERY))) {
            store.used(id, at);
          }
        });
  }
}
