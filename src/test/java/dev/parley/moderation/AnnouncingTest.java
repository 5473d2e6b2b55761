package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.testkit.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncingTest {
  private static final UserId BOSS = new UserId("boss");
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final RoomName DESK = new RoomName("desk");
  private static final Duration HOUR = Duration.ofHours(1);

  private final Kept store = new Kept();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final ModerationLimits limits =
      TestSettings.with(
              "parley.moderation.announcements",
              "3",
              "parley.moderation.announcements-per-place",
              "2",
              "parley.moderation.announcements-per-tenant",
              "2")
          .moderation();
  private final ModerationThreads threads = new ModerationThreads(limits, DaemonThreads::make);
  private final Announcing announcing = announcing();

  private Announcing announcing() {
    Clock clock = Clock.systemUTC();
    return new Announcing(
        store, new StandingAnnouncements(), new News(), threads, limits, clock, new ActIds(clock));
  }

  private final class News implements AnnouncementListener {
    @Override
    public void announced(Announcement announcement) {
      told.add("announced " + announcement.content());
    }

    @Override
    public void ended(Announcement announcement) {
      told.add("ended " + announcement.content());
    }
  }

  private static final class Kept implements AnnouncementStore {
    final Map<ActId, Announcement> announcements = new LinkedHashMap<>();
    final List<AuditEntry> entries = new ArrayList<>();
    boolean confirms = true;

    private void keep(Announcement announcement, List<AuditEntry> more) {
      announcements.put(announcement.id(), announcement);
      entries.addAll(more);
      if (!confirms) {
        confirms = true;
        throw new IllegalStateException("not confirmed");
      }
    }

    @Override
    public List<Announcement> standing(Instant now) {
      return announcements.values().stream().filter(each -> each.standsAt(now)).toList();
    }

    @Override
    public void make(Announcement announcement, List<AuditEntry> more) {
      keep(announcement, more);
    }

    @Override
    public void end(Announcement ended, List<AuditEntry> more) {
      keep(ended, more);
    }

    @Override
    public @Nullable Announcement find(Tenant tenant, ActId id) {
      return announcements.get(id);
    }

    @Override
    public List<Announcement> list(AnnouncementFilter filter, Instant now) {
      throw new UnsupportedOperationException("JpaAnnouncementStoreTest asks the real one");
    }
  }

  @AfterEach
  void stop() {
    threads.stop();
  }

  private static <T> Outcome<T> join(CompletionStage<Outcome<T>> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private Outcome<Announcement> make(String text, @Nullable Duration length, RoomName... rooms) {
    return join(
        announcing.make(
            new Announcing.Wanted(
                List.of(rooms),
                new AnnouncementText(text),
                Importance.INFO,
                length,
                new Reason("news"),
                rooms.length == 0 ? BOSS : new UserId(rooms[0].tenant(), BOSS.value()))));
  }

  private static Announcement done(Outcome<Announcement> outcome) {
    return outcome.fold(it -> it, refusal -> fail(refusal.message()));
  }

  private static Announcement fail(String why) {
    throw new AssertionError(why);
  }

  @Test
  void whatLastsStandsInItsPlacesAndAfterARestart() {
    Announcement two = done(make("two rooms", HOUR, LOBBY, DESK));
    Announcement all = done(make("all", HOUR));
    done(make("once", null, LOBBY));
    assertThat(told).containsExactly("announced two rooms", "announced all", "announced once");
    for (Announcing node : List.of(announcing, restarted())) {
      assertThat(node.standingIn(LOBBY)).containsExactly(two);
      assertThat(node.standingIn(DESK)).containsExactly(two);
      assertThat(node.standingEverywhere(Tenant.NONE)).containsExactly(all);
      assertThat(node.standingEverywhere(new Tenant("acme"))).isEmpty();
    }
    assertThat(store.entries)
        .extracting(AuditEntry::room)
        .containsExactly(LOBBY, DESK, null, LOBBY);
  }

  private Announcing restarted() {
    Announcing node = announcing();
    node.load();
    return node;
  }

  @Test
  void anEndedOneIsToldOnceAndStandsNoMore() {
    Announcement made = done(make("soon over", HOUR, LOBBY));
    Announcement ended = done(join(announcing.end(Tenant.NONE, made.id(), BOSS, new Reason("x"))));
    assertThat(done(join(announcing.end(Tenant.NONE, made.id(), BOSS, new Reason("y")))))
        .isEqualTo(ended);
    assertThat(announcing.standingIn(LOBBY)).isEmpty();
    assertThat(told).containsExactly("announced soon over", "ended soon over");
  }

  @Test
  void onlySoManyStandInOneRoomAndInAll() {
    done(make("1", HOUR, LOBBY));
    done(make("2", HOUR, LOBBY, DESK));
    assertLimited(make("too many in one room", HOUR, LOBBY), "of one room or to all 2");
    done(make("once", null, LOBBY));
    assertLimited(make("too many of a tenant", HOUR), "of one tenant 2");
    Tenant acme = new Tenant("acme");
    done(make("3", HOUR, new RoomName(acme, "hall")));
    assertLimited(make("too many", HOUR, new RoomName(acme, "yard")), "in all 3");
  }

  private static void assertLimited(Outcome<Announcement> outcome, String which) {
    assertThat(outcome)
        .isEqualTo(
            Outcome.rejected(
                ErrorCode.LIMIT_REACHED,
                "as many announcements stand as may, " + which + "; end some"));
  }

  @Test
  void whatWasNotConfirmedIsToldWhereItIsKeptAllTheSame() {
    store.confirms = false;
    assertThat(make("perhaps", HOUR, LOBBY).<ErrorCode>fold(it -> null, refusal -> refusal.code()))
        .isEqualTo(ErrorCode.UNCONFIRMED);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(told).containsExactly("announced perhaps"));
    assertThat(announcing.standingIn(LOBBY)).hasSize(1);
  }
}
