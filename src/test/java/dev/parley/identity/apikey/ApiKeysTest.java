package dev.parley.identity.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:34:56.789Z");
  private static final UserId BOSS = new UserId("boss");
  private static final UserId RIVAL = new UserId(new Tenant("rival"), "boss");

  private final StoreInMemory store = new StoreInMemory();
  private final List<ApiKeys> open = new ArrayList<>();
  private final ApiKeys keys = node(NOW);

  private ApiKeys node(Instant now) {
    ApiKeys node =
        new ApiKeys(
            new ApiKeySettings(3, 2, Duration.ofSeconds(1)),
            store,
            Clock.fixed(now, ZoneOffset.UTC),
            work -> new Thread(work, "keeper"));
    open.add(node);
    return node;
  }

  @AfterEach
  void stop() {
    open.forEach(ApiKeys::stop);
  }

  private static KeyRequest wanted(UserId by, Instant end) {
    return new KeyRequest(
        by,
        new ServiceName("billing"),
        Set.of(Right.PUBLISH),
        List.of(new RoomPattern("orders:*")),
        end);
  }

  private static <T> Outcome<T> soon(CompletionStage<Outcome<T>> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private ApiKeys.Made made(UserId by) {
    return ((Outcome.Done<ApiKeys.Made>) soon(keys.make(wanted(by, null)))).value();
  }

  private static ErrorCode code(Outcome<?> outcome) {
    return ((Outcome.Rejected<?>) outcome).detail().code();
  }

  @Test
  void aKeyThatWasMadeProvesItsService() {
    ApiKeys.Made made = made(BOSS);
    ApiKey key = ((Outcome.Done<ApiKey>) keys.verify(made.secret().reveal())).value();
    assertThat(key).isEqualTo(made.key());
    assertThat(key.identity().id()).isEqualTo(new UserId("service:billing"));
    assertThat(key.identity().name().value()).isEqualTo("billing");
    assertThat(key.identity().roles()).containsExactly("service");
    assertThat(key.createdAt()).isEqualTo(NOW);
    assertThat(key.covers(new RoomName("orders:7"))).isTrue();
    assertThat(key.covers(new RoomName("lobby"))).isFalse();
    assertThat(key.covers(new RoomName(new Tenant("rival"), "orders:7"))).isFalse();
  }

  @Test
  void onlyADigestIsStored() {
    String text = made(BOSS).secret().reveal();
    StoredKey row = store.rows.values().iterator().next();
    assertThat(row.digest()).hasSize(43).isNotEqualTo(text);
    assertThat(row.toString()).doesNotContain(text, row.digest());
    assertThat(code(keys.verify(row.digest()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void whatIsNoKeyProvesNothingAndIsNotRepeated() {
    String text = made(BOSS).secret().reveal();
    String other = KeySecret.random().reveal();
    String stolenId = text.substring(0, 24) + other.substring(24);
    for (String wrong : List.of(other, stolenId, text + "x", text.substring(1), "parley_")) {
      Outcome<ApiKey> refused = keys.verify(wrong);
      assertThat(code(refused)).isEqualTo(ErrorCode.UNAUTHENTICATED);
      Detail detail = ((Outcome.Rejected<ApiKey>) refused).detail();
      assertThat(detail.message()).doesNotContain(text.substring(24), other.substring(24));
    }
  }

  @Test
  void aRevokedKeyIsRefusedFromTheAnswerOn() {
    ApiKeys.Made made = made(BOSS);
    assertThat(soon(keys.revoke(made.key().id(), BOSS))).isEqualTo(Outcome.done(made.key().id()));
    assertThat(code(keys.verify(made.secret().reveal()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(store.rows).isEmpty();
    assertThat(code(soon(keys.revoke(made.key().id(), BOSS)))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void anotherNodeHearsOfBothWithinItsPause() {
    ApiKeys other = node(NOW);
    other.start();
    ApiKeys.Made made = made(BOSS);
    await().until(() -> other.verify(made.secret().reveal()) instanceof Outcome.Done);
    soon(keys.revoke(made.key().id(), BOSS));
    await().until(() -> other.verify(made.secret().reveal()) instanceof Outcome.Rejected);
  }

  @Test
  void tenantsSeeAndRevokeTheirOwnAlone() {
    ApiKeys.Made ours = made(BOSS);
    ApiKeys.Made theirs = made(RIVAL);
    assertThat(keys.list(Tenant.NONE)).containsExactly(ours.key());
    assertThat(keys.list(RIVAL.tenant())).containsExactly(theirs.key());
    assertThat(code(soon(keys.revoke(theirs.key().id(), BOSS)))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(keys.verify(theirs.secret().reveal())).isInstanceOf(Outcome.Done.class);
    assertThat(theirs.key().identity().id().tenant()).isEqualTo(RIVAL.tenant());
  }

  @Test
  void aKeyEndsWhenItIsTo() {
    String text =
        ((Outcome.Done<ApiKeys.Made>) soon(keys.make(wanted(BOSS, NOW.plusMillis(1)))))
            .value()
            .secret()
            .reveal();
    assertThat(keys.verify(text)).isInstanceOf(Outcome.Done.class);
    ApiKeys later = node(NOW.plusMillis(1));
    later.start();
    assertThat(code(later.verify(text))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    for (Instant never : List.of(NOW, Instant.MAX)) {
      assertThat(code(soon(keys.make(wanted(BOSS, never))))).isEqualTo(ErrorCode.INVALID);
    }
  }

  @Test
  void aKeyForRoomsHasToNameThem() {
    KeyRequest nowhere =
        new KeyRequest(BOSS, new ServiceName("x"), Set.of(Right.READ), List.of(), null);
    assertThat(code(soon(keys.make(nowhere)))).isEqualTo(ErrorCode.INVALID);
    KeyRequest toUsers =
        new KeyRequest(BOSS, new ServiceName("x"), Set.of(Right.EMIT_USER), List.of(), null);
    assertThat(soon(keys.make(toUsers))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void thereAreNoMoreThanThereMayBe() {
    made(BOSS);
    made(BOSS);
    assertThat(code(soon(keys.make(wanted(BOSS, null))))).isEqualTo(ErrorCode.LIMIT_REACHED);
    made(RIVAL); // a tenant that has all it may leaves the others theirs
    assertThat(code(soon(keys.make(wanted(RIVAL, null))))).isEqualTo(ErrorCode.LIMIT_REACHED);
  }

  @Test
  void whileTheStoreIsAwayKnownKeysGoOnAndNoneIsMade() {
    keys.start();
    ApiKeys.Made made = made(BOSS);
    store.away = true;
    assertThat(code(soon(keys.make(wanted(BOSS, null))))).isEqualTo(ErrorCode.UNCONFIRMED);
    assertThat(keys.verify(made.secret().reveal())).isInstanceOf(Outcome.Done.class);
    assertThat(keys.list(Tenant.NONE)).hasSize(1);
  }

  @Test
  void aKeyIsRevokedAtOnceAndDeletedWhenTheStoreIsBack() {
    keys.start();
    ApiKeys.Made made = made(BOSS);
    store.away = true;

    assertThat(code(soon(keys.revoke(made.key().id(), BOSS)))).isEqualTo(ErrorCode.UNCONFIRMED);
    assertThat(code(keys.verify(made.secret().reveal()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(keys.list(Tenant.NONE)).isEmpty();
    assertThat(code(soon(keys.revoke(made.key().id(), RIVAL)))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(code(soon(keys.revoke(made.key().id(), BOSS)))).isEqualTo(ErrorCode.UNCONFIRMED);
    assertThat(store.rows).hasSize(1);

    store.away = false;
    await().until(store.rows::isEmpty);
    assertThat(code(keys.verify(made.secret().reveal()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    await().until(() -> code(soon(keys.revoke(made.key().id(), BOSS))) == ErrorCode.NOT_FOUND);
  }

  @Test
  void aKeyThatIsRevokedIsRefusedBeforeTheStoreHasHeardOfIt() {
    ApiKeys.Made made = made(BOSS);
    store.away = true;
    var unused = keys.revoke(made.key().id(), BOSS);
    assertThat(code(keys.verify(made.secret().reveal()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void aCommitThatFailsEndsNoRefreshing() {
    ApiKeys other = node(NOW);
    other.start();
    store.failsToCommit = true;
    await().until(() -> store.rolledBack.get() > 0);
    store.failsToCommit = false;
    ApiKeys.Made made = made(BOSS);
    await().until(() -> other.verify(made.secret().reveal()) instanceof Outcome.Done);
  }

  @Test
  void aStoreThatIsAwayAtTheStartIsTold() {
    store.away = true;
    assertThatThrownBy(keys::start).hasMessage("away");
  }

  @Test
  void itsLastUseIsToldAtOnceAndStoredToTheMinute() {
    keys.start();
    ApiKeys.Made made = made(BOSS);
    assertThat(keys.list(Tenant.NONE).get(0).lastUsedAt()).isNull();
    keys.verify(made.secret().reveal());
    Instant minute = Instant.parse("2030-01-01T12:34:00Z");
    assertThat(keys.list(Tenant.NONE).get(0).lastUsedAt()).isEqualTo(minute);
    await().until(() -> minute.equals(store.rows.get(made.key().id()).key().lastUsedAt()));
  }
}
