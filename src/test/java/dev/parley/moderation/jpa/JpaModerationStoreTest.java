package dev.parley.moderation.jpa;

import static dev.parley.history.jpa.MigratedDatabases.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.jpa.MigratedDatabases;
import dev.parley.history.jpa.Provider;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Action;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.AuditFilter;
import dev.parley.moderation.Authority;
import dev.parley.moderation.ModerationStore;
import dev.parley.moderation.Reason;
import dev.parley.moderation.RoomControls;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.SanctionFilter;
import dev.parley.moderation.SanctionKind;
import dev.parley.moderation.Subject;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases. */
class JpaModerationStoreTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final Reason WHY = new Reason("shouts");

  private static MigratedDatabases databases;
  private static long acts;

  private Tenant tenant;

  @BeforeAll
  static void migrate() {
    databases = new MigratedDatabases("moderation");
  }

  @AfterAll
  static void stop() {
    databases.close();
  }

  private static <T> T with(EntityManagerFactory unit, Function<ModerationStore, T> work) {
    return inTransaction(unit, em -> work.apply(new JpaModerationStore(em)));
  }

  private UserId user(String name) {
    return new UserId(tenant, name);
  }

  private Sanction mute(String user, @Nullable String room, @Nullable Instant until) {
    return new Sanction(
        new ActId(++acts),
        SanctionKind.MUTE,
        new Subject.One(user(user)),
        room == null ? null : new RoomName(tenant, room),
        until,
        WHY,
        user("boss"),
        Authority.ROOM,
        NOON,
        null);
  }

  private AuditEntry entry(Sanction of, Action action, Instant at) {
    return new AuditEntry(
        new ActId(++acts),
        at,
        tenant,
        of.by(),
        action,
        of.subject().user(),
        of.subject().addresses(),
        of.room(),
        WHY,
        null,
        "mute until lifted");
  }

  private Sanction impose(EntityManagerFactory unit, Sanction sanction, @Nullable Sanction old) {
    with(
        unit,
        store -> {
          store.impose(sanction, old, entry(sanction, Action.MUTE, NOON));
          return "";
        });
    return sanction;
  }

  private static Sanction ended(Sanction sanction, Sanction.How how) {
    return new Sanction(
        sanction.id(),
        sanction.kind(),
        sanction.subject(),
        sanction.room(),
        sanction.until(),
        sanction.reason(),
        sanction.by(),
        sanction.authority(),
        sanction.at(),
        new Sanction.End(how, NOON.plusSeconds(5), sanction.by(), new Reason("sorry")));
  }

  private static List<Sanction> list(
      EntityManagerFactory unit, SanctionFilter filter, Instant now) {
    return with(unit, store -> store.sanctions(filter, now));
  }

  private static @Nullable Sanction find(EntityManagerFactory unit, Tenant of, ActId id) {
    return with(unit, store -> store.find(of, id));
  }

  private List<Sanction> inForce(EntityManagerFactory unit, Instant now) {
    return with(unit, store -> store.inForce(now)).stream()
        .filter(sanction -> sanction.subject().tenant().equals(tenant))
        .toList();
  }

  private SanctionFilter all(int limit) {
    return new SanctionFilter(tenant, null, null, null, null, null, null, limit);
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void whatCountsIsReadAgainAsItWas(Provider provider, String database) {
    tenant = new Tenant("read-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      Sanction timed = impose(unit, mute("ann", "lobby", NOON.plusSeconds(60)), null);
      Sanction everywhere = impose(unit, mute("ben", null, null), null);
      Sanction there =
          impose(
              unit,
              new Sanction(
                  new ActId(++acts),
                  SanctionKind.BAN,
                  new Subject.From(tenant, new AddressRange("203.0.113.0/24")),
                  null,
                  null,
                  WHY,
                  user("boss"),
                  Authority.ADMIN,
                  NOON,
                  null),
              null);
      assertThat(inForce(unit, NOON)).containsExactlyInAnyOrder(timed, everywhere, there);
      assertThat(inForce(unit, NOON.plusSeconds(60))).doesNotContain(timed);

      Sanction again = mute("ann", "lobby", null);
      impose(unit, again, ended(timed, Sanction.How.REPLACED));
      Sanction lifted = ended(everywhere, Sanction.How.LIFTED);
      with(
          unit,
          store -> {
            store.lift(lifted, entry(lifted, Action.LIFT, NOON));
            return "";
          });
      assertThat(inForce(unit, NOON)).containsExactlyInAnyOrder(again, there);
      assertThat(find(unit, tenant, lifted.id())).isEqualTo(lifted);
      assertThat(find(unit, new Tenant("other"), lifted.id())).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void whyIsForgottenOfOneUser(Provider provider, String database) {
    tenant = new Tenant("why-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      Sanction first = impose(unit, mute("ann", "lobby", null), null);
      impose(unit, mute("ann", "lobby", null), ended(first, Sanction.How.REPLACED));
      Sanction bens = impose(unit, mute("ben", null, null), null);
      with(
          unit,
          store -> {
            store.forgetReasons(user("ann"), new Reason("erased"));
            return "";
          });
      SanctionFilter hers =
          new SanctionFilter(tenant, null, user("ann"), null, null, null, null, 9);
      List<Sanction> kept = list(unit, hers, NOON);
      assertThat(kept).extracting(each -> each.reason().value()).containsOnly("erased");
      assertThat(find(unit, tenant, first.id()).end().reason().value()).isEqualTo("erased");
      assertThat(find(unit, tenant, bens.id())).isEqualTo(bens);
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void listsTheNewestFirstAsAskedFor(Provider provider, String database) {
    tenant = new Tenant("list-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      Sanction first = impose(unit, mute("ann", "lobby", NOON.plusSeconds(60)), null);
      Sanction second = impose(unit, mute("ann", "desk", null), null);
      Sanction third = impose(unit, mute("ben", "desk", null), null);
      List<Sanction> everything = list(unit, all(9), NOON.plusSeconds(60));
      assertThat(everything).containsExactly(third, second, first);
      assertThat(list(unit, all(1), NOON)).hasSize(2);

      SanctionFilter hers =
          new SanctionFilter(
              tenant, SanctionKind.MUTE, user("ann"), null, null, true, third.id(), 9);
      assertThat(list(unit, hers, NOON.plusSeconds(60))).containsExactly(second);
      SanctionFilter ended =
          new SanctionFilter(tenant, null, user("ann"), null, null, false, null, 9);
      assertThat(list(unit, ended, NOON.plusSeconds(60))).containsExactly(first);
      RoomName desk = new RoomName(tenant, "desk");
      SanctionFilter there =
          new SanctionFilter(tenant, null, null, null, desk, null, third.id(), 9);
      assertThat(list(unit, there, NOON)).containsExactly(second);
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void theAuditLogIsReadByWhoWhatWhereAndWhen(Provider provider, String database) {
    tenant = new Tenant("audit-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      AuditEntry first = entry(mute("ann", "lobby", null), Action.MUTE, NOON);
      AuditEntry second = entry(mute("ann", "lobby", null), Action.LIFT, NOON.plusSeconds(1));
      AuditEntry third = entry(mute("ben", null, null), Action.BAN, NOON.plusSeconds(2));
      for (AuditEntry each : List.of(first, second, third)) {
        with(
            unit,
            store -> {
              store.add(each);
              return "";
            });
      }
      assertThat(audit(unit, null, null, null, null, null, null))
          .containsExactly(third, second, first);
      assertThat(audit(unit, "boss", Action.LIFT, null, null, null, null)).containsExactly(second);
      assertThat(audit(unit, "mallory", null, null, null, null, null)).isEmpty();
      assertThat(audit(unit, null, null, "ann", "lobby", null, null))
          .containsExactly(second, first);
      assertThat(audit(unit, null, null, null, null, NOON.plusSeconds(1), NOON.plusSeconds(2)))
          .containsExactly(second);
    }
  }

  private List<AuditEntry> audit(
      EntityManagerFactory unit,
      @Nullable String by,
      @Nullable Action action,
      @Nullable String user,
      @Nullable String room,
      @Nullable Instant from,
      @Nullable Instant to) {
    AuditFilter filter =
        new AuditFilter(
            tenant,
            by == null ? null : user(by),
            action,
            user == null ? null : user(user),
            room == null ? null : new RoomName(tenant, room),
            from,
            to,
            null,
            9);
    return with(unit, store -> store.audit(filter));
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void aRoomIsKeptAsItIsSetUntilItIsOpen(Provider provider, String database) {
    tenant = new Tenant("set-" + provider + database);
    RoomName lobby = new RoomName(tenant, "lobby");
    RoomControls shielded =
        new RoomControls(
            lobby,
            true,
            false,
            30,
            true,
            new RoomControls.BehindShield(false, 5, true),
            user("boss"),
            NOON);
    RoomControls slow =
        new RoomControls(lobby, false, true, 5, false, null, user("boss"), NOON.plusSeconds(1));
    RoomControls open =
        new RoomControls(lobby, false, false, 0, false, null, user("boss"), NOON.plusSeconds(2));
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      assertThat(kept(unit, shielded)).containsExactly(shielded);
      assertThat(kept(unit, slow)).containsExactly(slow);
      assertThat(kept(unit, open)).isEmpty();
      assertThat(audit(unit, null, Action.ROOM_CONTROLS, null, "lobby", null, null)).hasSize(3);
    }
  }

  private List<RoomControls> kept(EntityManagerFactory unit, RoomControls controls) {
    AuditEntry entry =
        new AuditEntry(
            new ActId(++acts),
            controls.at(),
            tenant,
            user("boss"),
            Action.ROOM_CONTROLS,
            null,
            null,
            controls.room(),
            WHY,
            "open",
            "locked");
    with(
        unit,
        store -> {
          store.keep(controls, entry);
          return "";
        });
    List<RoomControls> all = with(unit, ModerationStore::controls);
    return all.stream().filter(each -> each.room().equals(controls.room())).toList();
  }
}
