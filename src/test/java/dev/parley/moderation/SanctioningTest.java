package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import dev.parley.session.TestClient;
import dev.parley.testkit.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SanctioningTest {
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOSS = new UserId("boss");
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final RoomName DESK = new RoomName("desk");
  private static final Reason WHY = new Reason("shouts");
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final List<Integer> leftAfterRemoval = new CopyOnWriteArrayList<>();
  private final Sanctions sanctions =
      new Sanctions() {
        @Override
        void remove(Sanction sanction) {
          super.remove(sanction);
          leftAfterRemoval.add(of(sanction.subject().user()).size());
        }
      };
  private final List<String> news = new CopyOnWriteArrayList<>();
  private Instant now = NOON;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final ModerationLimits limits =
      TestSettings.with(
              "parley.moderation.sanctions",
              "3",
              "parley.moderation.sanctions-per-tenant",
              "2",
              "parley.moderation.room-moderator-sanctions",
              "1")
          .moderation();
  private final ModerationThreads threads = new ModerationThreads(limits, DaemonThreads::make);
  private final Sanctioning sanctioning =
      new Sanctioning(store, sanctions, new NotedNews(), threads, limits, clock, new ActIds(clock));
  private final Moderation moderation =
      new Moderation(sanctions, new ControlledRooms(), new SlowMode(limits), clock);

  private final class NotedNews implements SanctionListener {
    @Override
    public void imposed(Sanction sanction) {
      news.add("imposed " + sanction.inWords());
    }

    @Override
    public void lifted(Sanction sanction) {
      news.add("lifted " + sanction.kind().wire());
    }
  }

  @AfterEach
  void stop() {
    threads.stop();
  }

  private static <T> Outcome<T> join(CompletionStage<Outcome<T>> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private Outcome<Sanction> impose(
      SanctionKind kind, Subject subject, @Nullable RoomName room, @Nullable Duration length) {
    return impose(kind, subject, room, length, Authority.MODERATOR);
  }

  private Outcome<Sanction> impose(
      SanctionKind kind,
      Subject subject,
      @Nullable RoomName room,
      @Nullable Duration length,
      Authority authority) {
    return join(
        sanctioning.impose(
            new Sanctioning.Wanted(kind, subject, room, length, WHY, BOSS, authority)));
  }

  private Outcome<Sanction> mute(UserId user, @Nullable RoomName room, @Nullable Duration length) {
    return impose(SanctionKind.MUTE, new Subject.One(user), room, length);
  }

  private static Sanction done(Outcome<Sanction> outcome) {
    return ((Outcome.Done<Sanction>) outcome).value();
  }

  private static ErrorCode code(Outcome<?> outcome) {
    return ((Outcome.Rejected<?>) outcome).detail().code();
  }

  private @Nullable ErrorCode speech(RoomName room, String... roles) {
    Verdict verdict = moderation.speech(TestClient.identity("ann", roles), room, false, true);
    return verdict instanceof Verdict.Refused refused ? refused.detail().code() : null;
  }

  @Test
  void aMuteCountsInItsRoomUntilItsTimeIsOver() {
    Sanction mute = done(mute(ANN, LOBBY, Duration.ofMinutes(10)));

    assertThat(mute.until()).isEqualTo(NOON.plusSeconds(600));
    assertThat(speech(LOBBY)).isEqualTo(ErrorCode.MUTED);
    assertThat(speech(DESK)).isNull();
    assertThat(store.sanctions).containsKey(mute.id());
    assertThat(store.entries).extracting(AuditEntry::action).containsExactly(Action.MUTE);
    assertThat(news).containsExactly("imposed mute until 2026-03-14T12:10:00.000Z");
    now = NOON.plusSeconds(600);
    assertThat(speech(LOBBY)).isNull();
  }

  @Test
  void theRefusalSaysWhyAndForHowLong() {
    done(mute(ANN, null, Duration.ofMinutes(10)));
    now = NOON.plusMillis(1);
    Verdict verdict = moderation.speech(TestClient.identity("ann"), LOBBY, false, true);
    assertThat(((Verdict.Refused) verdict).detail().message())
        .isEqualTo("you are muted until 2026-03-14T12:10:00.000Z: shouts");
    assertThat(((Verdict.Refused) verdict).detail().retryAfterMs()).isEqualTo(599_999);
  }

  @Test
  void anotherOneOfTheSameReplacesIt() {
    Sanction first = done(mute(ANN, LOBBY, null));
    Sanction second = done(mute(ANN, LOBBY, Duration.ofMinutes(1)));

    assertThat(sanctions.of(ANN)).containsExactly(second);
    Sanction.End end = store.sanctions.get(first.id()).end();
    assertThat(end.how()).isEqualTo(Sanction.How.REPLACED);
    AuditEntry entry = store.entries.get(1);
    assertThat(entry.before()).isEqualTo("mute until lifted");
    assertThat(entry.after()).isEqualTo("mute until 2026-03-14T12:01:00.000Z");
    assertThat(news).hasSize(2).noneMatch(each -> each.startsWith("lifted"));
  }

  @Test
  void whatReplacesItReachesAsFarAsItDid() {
    Subject ann = new Subject.One(ANN);
    done(impose(SanctionKind.MUTE, ann, LOBBY, null, Authority.ADMIN));
    Sanction second = done(impose(SanctionKind.MUTE, ann, LOBBY, null, Authority.ROOM));

    assertThat(second.authority()).isEqualTo(Authority.ADMIN);
    assertThat(store.sanctions.get(second.id())).isEqualTo(second);
    assertThat(speech(LOBBY, "moderator")).isEqualTo(ErrorCode.MUTED);
    Sanction elsewhere = done(impose(SanctionKind.MUTE, ann, DESK, null, Authority.ROOM));
    assertThat(elsewhere.authority()).as("of what it does not replace").isEqualTo(Authority.ROOM);
  }

  @Test
  void whatReplacesItWithMoreAuthorityReachesFurther() {
    Subject ann = new Subject.One(ANN);
    done(impose(SanctionKind.MUTE, ann, LOBBY, null, Authority.ROOM));
    Sanction second = done(impose(SanctionKind.MUTE, ann, LOBBY, null, Authority.ADMIN));
    assertThat(second.authority()).isEqualTo(Authority.ADMIN);
  }

  @Test
  void atNoMomentNeitherOfTheTwoCounts() {
    done(mute(ANN, LOBBY, null));
    done(mute(ANN, LOBBY, Duration.ofMinutes(1)));
    assertThat(leftAfterRemoval).containsExactly(1);
  }

  @Test
  void norWhenTheOtherIsFoundKept() {
    done(mute(ANN, LOBBY, null));
    store.confirmsNothing = true;
    store.writesAllTheSame = true;
    assertThat(code(mute(ANN, LOBBY, Duration.ofMinutes(1)))).isEqualTo(ErrorCode.UNCONFIRMED);
    await().atMost(Duration.ofSeconds(30)).until(() -> news.size() == 3);
    assertThat(leftAfterRemoval).containsExactly(1);
    assertThat(news.subList(1, 3))
        .containsExactly("lifted mute", "imposed mute until 2026-03-14T12:01:00.000Z");
  }

  @Test
  void aKickLastsAMinuteUnlessTheModeratorSaysOtherwise() {
    Sanction kick = done(impose(SanctionKind.KICK, new Subject.One(ANN), LOBBY, null));
    assertThat(kick.until()).isEqualTo(NOON.plusSeconds(60));
    Verdict entry = moderation.entry(TestClient.identity("ann"), LOBBY, false, true, true);
    assertThat(((Verdict.Refused) entry).detail().code()).isEqualTo(ErrorCode.BANNED);
    assertThat(moderation.entry(TestClient.identity("ann"), DESK, false, true, true))
        .isEqualTo(Verdict.PASSED);
    assertThat(moderation.ban(TestClient.identity("ann"), "192.0.2.1")).isNull();
  }

  @Test
  void addressesAreBannedForAllButStaff() {
    Subject there = new Subject.From(Tenant.NONE, new AddressRange("192.0.2.0/24"));
    Sanction ban = done(impose(SanctionKind.BAN, there, null, null));

    assertThat(moderation.ban(TestClient.identity("ann"), "192.0.2.77")).isEqualTo(ban);
    assertThat(moderation.ban(TestClient.identity("ann"), "192.0.3.77")).isNull();
    assertThat(moderation.ban(TestClient.identity("ann"), "2001:db8::1")).isNull();
    assertThat(moderation.ban(TestClient.identity("ann", "moderator"), "192.0.2.77")).isNull();
    join(sanctioning.lift(Tenant.NONE, ban.id(), BOSS, WHY));
    assertThat(moderation.ban(TestClient.identity("ann"), "192.0.2.77")).isNull();
  }

  @Test
  void whoIsLiftedMayAgainAndItIsNoted() {
    Sanction mute = done(mute(ANN, LOBBY, null));
    Sanction lifted =
        done(join(sanctioning.lift(Tenant.NONE, mute.id(), BOSS, new Reason("sorry"))));

    assertThat(lifted.end()).isNotNull();
    assertThat(speech(LOBBY)).isNull();
    assertThat(news).last().isEqualTo("lifted mute");
    assertThat(store.entries).last().extracting(AuditEntry::before).isEqualTo("mute until lifted");
    assertThat(done(join(sanctioning.lift(Tenant.NONE, mute.id(), ANN, WHY)))).isEqualTo(lifted);
    assertThat(store.entries).as("nothing was done").hasSize(2);
  }

  @Test
  void whatAnotherTenantHasIsNotThere() {
    Sanction mute = done(mute(ANN, LOBBY, null));
    assertThat(code(join(sanctioning.lift(new Tenant("acme"), mute.id(), BOSS, WHY))))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(code(join(sanctioning.find(new Tenant("acme"), mute.id()))))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void moderatorsOfRoomsImposeOnlySoManyEachAndInARoom() {
    Duration minute = Duration.ofMinutes(1);
    done(ofRoom("lead", "ann", LOBBY, minute));
    done(ofRoom("lead", "ann", LOBBY, minute));
    assertThat(code(ofRoom("lead", "ben", DESK, null))).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(code(ofRoom("deputy", "ben", LOBBY, null))).isEqualTo(ErrorCode.LIMIT_REACHED);
    done(mute(new UserId("ben"), LOBBY, null));
    now = NOON.plusSeconds(60);
    done(ofRoom("deputy", "cleo", LOBBY, null));
  }

  private Outcome<Sanction> ofRoom(
      String by, String user, RoomName room, @Nullable Duration length) {
    return join(
        sanctioning.impose(
            new Sanctioning.Wanted(
                SanctionKind.MUTE,
                new Subject.One(new UserId(user)),
                room,
                length,
                WHY,
                new UserId(by),
                Authority.ROOM)));
  }

  @Test
  void whatHasRunOutMakesRoomForMore() {
    done(mute(ANN, LOBBY, Duration.ofSeconds(1)));
    done(mute(ANN, DESK, null));
    assertThat(code(mute(ANN, null, null))).isEqualTo(ErrorCode.LIMIT_REACHED);
    now = NOON.plusSeconds(1);
    done(mute(ANN, null, null));
    assertThat(sanctions.count()).isEqualTo(2);
  }

  @Test
  void whatWasNotConfirmedCountsOnceItIsFoundKept() {
    store.confirmsNothing = true;
    store.writesAllTheSame = true;
    store.isAway = true;
    assertThat(code(mute(ANN, LOBBY, null))).isEqualTo(ErrorCode.UNCONFIRMED);
    assertThat(speech(LOBBY)).isNull();

    store.isAway = false;
    await().atMost(Duration.ofSeconds(30)).until(() -> speech(LOBBY) == ErrorCode.MUTED);
    assertThat(news).containsExactly("imposed mute until lifted");
  }

  @Test
  void whatIsKeptCountsFromTheStart() {
    done(mute(ANN, LOBBY, null));
    Sanctions afterwards = new Sanctions();
    new Sanctioning(store, afterwards, new NotedNews(), threads, limits, clock, new ActIds(clock))
        .load();
    assertThat(afterwards.of(ANN)).hasSize(1);
    assertThat(news).as("nobody is told again").hasSize(1);
  }
}
