package dev.parley.moderation.jpa;

import static dev.parley.history.jpa.MigratedDatabases.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.jpa.MigratedDatabases;
import dev.parley.history.jpa.Provider;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Announcement;
import dev.parley.moderation.AnnouncementFilter;
import dev.parley.moderation.AnnouncementStore;
import dev.parley.moderation.AnnouncementText;
import dev.parley.moderation.Importance;
import dev.parley.moderation.Reason;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases. */
class JpaAnnouncementStoreTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final Instant ONE = NOON.plusSeconds(3_600);

  private static MigratedDatabases databases;
  private static long acts;

  @BeforeAll
  static void migrate() {
    databases = new MigratedDatabases("announcement");
  }

  @AfterAll
  static void stop() {
    databases.close();
  }

  private static <T> T with(EntityManagerFactory unit, Function<AnnouncementStore, T> work) {
    return inTransaction(unit, em -> work.apply(new JpaAnnouncementStore(em)));
  }

  private static Announcement made(
      EntityManagerFactory unit, Tenant tenant, @Nullable Instant until, String... rooms) {
    Announcement announcement =
        new Announcement(
            new ActId(++acts),
            tenant,
            Arrays.stream(rooms).map(room -> new RoomName(tenant, room)).toList(),
            new AnnouncementText("We close\nat ten."),
            Importance.WARNING,
            until,
            new Reason("maintenance"),
            new UserId(tenant, "boss"),
            NOON,
            null);
    with(
        unit,
        store -> {
          store.make(announcement, List.of());
          return "";
        });
    return announcement;
  }

  private static List<Announcement> list(
      EntityManagerFactory unit,
      Tenant tenant,
      @Nullable String room,
      @Nullable Boolean standing,
      @Nullable ActId before) {
    RoomName in = room == null ? null : new RoomName(tenant, room);
    AnnouncementFilter filter = new AnnouncementFilter(tenant, in, standing, before, 9);
    return with(unit, store -> store.list(filter, NOON));
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void areReadAgainAsTheyWereMadeAndEnded(Provider provider, String database) {
    Tenant tenant = new Tenant("a-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      Announcement two = made(unit, tenant, ONE, "desk", "lobby");
      Announcement once = made(unit, tenant, null, "lobby");
      Announcement all = made(unit, tenant, ONE);
      assertThat(list(unit, tenant, null, null, null)).containsExactly(all, once, two);
      assertThat(list(unit, tenant, null, null, once.id())).containsExactly(two);
      assertThat(list(unit, tenant, "lobby", null, null)).containsExactly(once, two);
      assertThat(list(unit, tenant, null, true, null)).containsExactly(all, two);
      assertThat(list(unit, tenant, null, false, null)).containsExactly(once);
      assertThat(standing(unit, tenant, NOON)).containsExactly(two, all);
      assertThat(standing(unit, tenant, ONE)).isEmpty();

      Announcement ended = ended(unit, two);
      assertThat(standing(unit, tenant, NOON)).containsExactly(all);
      assertThat(find(unit, tenant, two.id())).isEqualTo(ended);
      assertThat(find(unit, new Tenant("other"), two.id())).isNull();
    }
  }

  private static List<Announcement> standing(
      EntityManagerFactory unit, Tenant tenant, Instant now) {
    return with(unit, store -> store.standing(now)).stream()
        .filter(each -> each.tenant().equals(tenant))
        .toList();
  }

  private static Announcement ended(EntityManagerFactory unit, Announcement one) {
    Announcement ended =
        new Announcement(
            one.id(),
            one.tenant(),
            one.rooms(),
            one.content(),
            one.level(),
            one.until(),
            one.reason(),
            one.by(),
            one.at(),
            new Announcement.End(NOON.plusSeconds(5), one.by(), new Reason("sorry")));
    with(
        unit,
        store -> {
          store.end(ended, List.of());
          return "";
        });
    return ended;
  }

  private static @Nullable Announcement find(EntityManagerFactory unit, Tenant tenant, ActId id) {
    return with(unit, store -> store.find(tenant, id));
  }
}
