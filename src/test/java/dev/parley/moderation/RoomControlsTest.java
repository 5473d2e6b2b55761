package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.TestClient;
import dev.parley.testkit.DaemonThreads;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomControlsTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final UserId BOSS = new UserId("boss");
  private static final Identity ANN = TestClient.identity("ann");
  private static final RoomControls.Change LOCK = change(true, null, null, null, null);
  private static final RoomControls.Change SHIELD_UP = change(null, null, null, null, true);
  private static final RoomControls.Change SHIELD_DOWN = change(null, null, null, null, false);

  private final MemoryStore store = new MemoryStore();
  private final ControlledRooms rooms = new ControlledRooms();
  private final List<String> news = new ArrayList<>();
  private final ModerationLimits limits =
      TestSettings.with("parley.moderation.controlled-rooms", "1").moderation();
  private final ModerationThreads threads = new ModerationThreads(limits, DaemonThreads::make);
  private final RoomControlling controlling =
      new RoomControlling(
          store,
          rooms,
          (now, reason) -> news.add(now.inWords()),
          threads,
          limits,
          Clock.systemUTC(),
          new ActIds(Clock.systemUTC()));
  private final Moderation moderation =
      new Moderation(new Sanctions(), rooms, new SlowMode(limits), Clock.systemUTC());

  @AfterEach
  void stop() {
    threads.stop();
  }

  private static RoomControls.Change change(
      @Nullable Boolean locked,
      @Nullable Boolean readOnly,
      @Nullable Integer slow,
      @Nullable Boolean membersOnly,
      @Nullable Boolean shield) {
    return new RoomControls.Change(locked, readOnly, slow, membersOnly, shield);
  }

  private Outcome<RoomControls> set(RoomName room, RoomControls.Change change) {
    return controlling
        .change(room, change, BOSS, new Reason("a raid"))
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private String set(RoomControls.Change change) {
    return set(LOBBY, change).fold(RoomControls::inWords, Detail::message);
  }

  private static @Nullable ErrorCode code(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused ? refused.detail().code() : null;
  }

  private @Nullable ErrorCode entry(Identity who, boolean member, boolean present) {
    return code(moderation.entry(who, LOBBY, false, member, present));
  }

  private @Nullable ErrorCode speech(Identity who, boolean moderates, boolean member) {
    return code(moderation.speech(who, LOBBY, moderates, member));
  }

  @Test
  void aLockKeepsOutWhoIsNotThereAndNoStaff() {
    assertThat(set(LOCK)).isEqualTo("locked");
    assertThat(entry(ANN, true, false)).isEqualTo(ErrorCode.LOCKED);
    assertThat(entry(ANN, false, true)).isNull();
    assertThat(entry(TestClient.identity("mod", "moderator"), false, false)).isNull();
    assertThat(speech(ANN, false, false)).isNull();
    assertThat(code(moderation.entry(ANN, new RoomName("desk"), false, false, false))).isNull();
  }

  @Test
  void inAReadOnlyRoomModeratorsAloneSpeak() {
    assertThat(set(change(null, true, null, null, null))).isEqualTo("read-only");
    assertThat(speech(ANN, false, true)).isEqualTo(ErrorCode.LOCKED);
    assertThat(speech(ANN, true, true)).isNull();
    assertThat(entry(ANN, false, false)).isNull();
  }

  @Test
  void membersOnlyIsForMembers() {
    assertThat(set(change(null, null, null, true, null))).isEqualTo("members only");
    assertThat(entry(ANN, true, false)).isNull();
    assertThat(entry(ANN, false, false)).isEqualTo(ErrorCode.LOCKED);
    assertThat(speech(ANN, false, true)).isNull();
    assertThat(speech(ANN, false, false)).isEqualTo(ErrorCode.LOCKED);
  }

  @Test
  void slowModeIsNotForStaff() {
    set(change(null, null, 30, null, null));
    assertThat(code(moderation.pace(ANN, LOBBY, true, null))).isNull();
    assertThat(code(moderation.pace(ANN, LOBBY, true, null))).isNull();
    assertThat(code(moderation.pace(ANN, LOBBY, false, null))).isNull();
    Verdict verdict = moderation.pace(ANN, LOBBY, false, null);
    assertThat(code(verdict)).isEqualTo(ErrorCode.SLOW_MODE);
    assertThat(((Verdict.Refused) verdict).detail().retryAfterMs()).isBetween(1L, 30_000L);
  }

  @Test
  void theShieldIsOneActAndSoIsTakingItDown() {
    set(change(null, true, 60, null, null));
    assertThat(set(SHIELD_UP)).isEqualTo("shield, locked, read-only, slow mode 60 s, members only");
    assertThat(set(SHIELD_UP)).isEqualTo("shield, locked, read-only, slow mode 60 s, members only");
    assertThat(set(SHIELD_DOWN)).isEqualTo("read-only, slow mode 60 s");
    assertThat(set(change(null, false, 0, null, null))).isEqualTo("open");
    assertThat(set(SHIELD_UP)).isEqualTo("shield, locked, slow mode 30 s, members only");
    assertThat(set(SHIELD_DOWN)).isEqualTo("open");
    assertThat(store.controls).isEmpty();
    assertThat(news).as("what changes nothing is not told").hasSize(6);
    assertThat(store.entries).hasSize(6);
    assertThat(store.entries.get(0).before()).isEqualTo("open");
  }

  @Test
  void onlySoManyRoomsMayBeSet() {
    set(LOCK);
    assertThat(set(new RoomName("desk"), LOCK))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> assertThat(refused.detail().code()).isEqualTo(ErrorCode.LIMIT_REACHED));
    assertThat(set(SHIELD_UP)).startsWith("shield");
  }

  @Test
  void areListedByNameForTheirTenant() {
    rooms.put(controlling.of(LOBBY).with(LOCK, 30, BOSS, Clock.systemUTC().instant()));
    assertThat(list(Tenant.NONE, null, 9)).hasSize(1);
    assertThat(list(Tenant.NONE, LOBBY, 9)).isEmpty();
    assertThat(list(new Tenant("acme"), null, 9)).isEmpty();
  }

  @Test
  void areListedOnThreadsOfTheirOwn() {
    set(LOCK);
    ModerationThreads stopped = new ModerationThreads(limits, task -> new Thread(() -> {}));
    RoomControlling elsewhere =
        new RoomControlling(
            store,
            rooms,
            (now, reason) -> {},
            stopped,
            limits,
            Clock.systemUTC(),
            new ActIds(Clock.systemUTC()));
    assertThat(elsewhere.list(Tenant.NONE, null, 1).toCompletableFuture())
        .as("while those do nothing")
        .isNotDone();
    stopped.stop();
    assertThat(list(Tenant.NONE, null, 1)).hasSize(1);
  }

  private List<RoomControls> list(Tenant tenant, @Nullable RoomName after, int limit) {
    return ((Outcome.Done<List<RoomControls>>)
            controlling
                .list(tenant, after, limit)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join())
        .value();
  }
}
