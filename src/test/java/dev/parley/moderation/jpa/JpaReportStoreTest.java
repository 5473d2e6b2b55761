package dev.parley.moderation.jpa;

import static dev.parley.history.jpa.MigratedDatabases.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.BodyCipher;
import dev.parley.history.HistoryPolicy;
import dev.parley.history.Retention;
import dev.parley.history.jpa.MigratedDatabases;
import dev.parley.history.jpa.Provider;
import dev.parley.history.jpa.TestKeys;
import dev.parley.history.tink.EncryptionSettings;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Action;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.ContentFilter;
import dev.parley.moderation.FilterAction;
import dev.parley.moderation.FilterTerms;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.moderation.ReportFilter;
import dev.parley.moderation.ReportStore;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases, as are filters. */
class JpaReportStoreTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final Reason WHY = new Reason("is rude");
  private static final BodyCipher CIPHER = new EncryptionSettings(TestKeys.FIRST).cipher();
  private static final HistoryPolicy SECRETS =
      new HistoryPolicy() {
        @Override
        public boolean isKept(RoomName room) {
          return true;
        }

        @Override
        public Retention retention(RoomName room) {
          throw new UnsupportedOperationException("reports have their own");
        }

        @Override
        public boolean isEncrypted(RoomName room) {
          return room.value().equals("secret");
        }
      };
  private static final ReportBodies BODIES = new ReportBodies(SECRETS, CIPHER);

  private static MigratedDatabases databases;
  private static long acts;

  private Tenant tenant;

  @BeforeAll
  static void migrate() {
    databases = new MigratedDatabases("reports");
  }

  @AfterAll
  static void stop() {
    databases.close();
  }

  private static <T> T with(EntityManagerFactory unit, Function<ReportStore, T> work) {
    return inTransaction(unit, em -> work.apply(new JpaReportStore(em, BODIES)));
  }

  private static @Nullable Report one(
      EntityManagerFactory unit, Function<ReportStore, @Nullable Report> work) {
    return inTransaction(unit, em -> work.apply(new JpaReportStore(em, BODIES)));
  }

  private static long count(EntityManagerFactory unit, ToLongFunction<ReportStore> work) {
    Long counted = with(unit, store -> work.applyAsLong(store));
    return counted;
  }

  private static List<Report> all(
      EntityManagerFactory unit, Function<ReportStore, List<Report>> work) {
    return with(unit, work);
  }

  private UserId user(String name) {
    return new UserId(tenant, name);
  }

  private Report add(EntityManagerFactory unit, String room, long seq, String by) {
    return add(unit, room, seq, "ben", by);
  }

  private Report add(EntityManagerFactory unit, String room, long seq, String sender, String by) {
    Report report =
        new Report(
            new ActId(++acts),
            new RoomName(tenant, room),
            new MessageId(new Epoch("e"), seq),
            user(sender),
            new UserName("Ben"),
            "you fool",
            user(by),
            WHY,
            NOON,
            Report.State.PENDING,
            false,
            null);
    return with(
        unit,
        store -> {
          store.add(report);
          return report;
        });
  }

  private Report decide(EntityManagerFactory unit, Report of, Report.State state) {
    Report decided =
        new Report(
            of.id(),
            of.room(),
            of.message(),
            of.sender(),
            of.senderName(),
            of.content(),
            of.by(),
            of.reason(),
            of.at(),
            state,
            state == Report.State.REMOVED,
            new Report.Decision(user("boss"), NOON.plusSeconds(9), new Reason("read it")));
    return with(
        unit,
        store -> {
          store.decide(decided, entry());
          return decided;
        });
  }

  private AuditEntry entry() {
    return new AuditEntry(
        new ActId(++acts),
        NOON,
        tenant,
        user("boss"),
        Action.REPORT,
        null,
        null,
        null,
        WHY,
        null,
        "x");
  }

  private static @Nullable Report find(EntityManagerFactory unit, Report report) {
    return with(unit, store -> store.find(report.room().tenant(), report.id()));
  }

  private ReportFilter page(Report.@Nullable State state, @Nullable String room, int limit) {
    return new ReportFilter(
        tenant, state, room == null ? null : new RoomName(tenant, room), null, null, null, limit);
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void isReadAgainAsItWas(Provider provider, String database) {
    tenant = new Tenant("read-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      Report first = add(unit, "lobby", 1, "ann");
      Report second = add(unit, "desk", 1, "ann");
      assertThat(find(unit, first)).isEqualTo(first);
      assertThat(one(unit, store -> store.find(new Tenant("other"), first.id()))).isNull();
      assertThat(one(unit, store -> store.findOpen(first.room(), first.message(), user("ann"))))
          .isEqualTo(first);
      assertThat(one(unit, store -> store.findOpen(first.room(), first.message(), user("cid"))))
          .isNull();
      assertThat(count(unit, store -> store.countOpen(user("ann")))).isEqualTo(2);

      Report assigned = decide(unit, second, Report.State.ASSIGNED);
      Report removed = decide(unit, first, Report.State.REMOVED);
      assertThat(find(unit, first)).isEqualTo(removed);
      assertThat(one(unit, store -> store.findOpen(first.room(), first.message(), user("ann"))))
          .isNull();
      assertThat(count(unit, store -> store.countOpen(tenant))).isEqualTo(1);
      assertThat(all(unit, store -> store.list(page(null, null, 5))))
          .containsExactly(assigned, removed);
      assertThat(all(unit, store -> store.list(page(Report.State.REMOVED, "lobby", 5))))
          .containsExactly(removed);
      assertThat(all(unit, store -> store.list(page(Report.State.REMOVED, "desk", 5)))).isEmpty();

      Instant then = NOON.plusSeconds(9);
      assertThat(count(unit, store -> store.deleteDecidedBefore(then))).isZero();
      assertThat(count(unit, store -> store.deleteDecidedBefore(then.plusMillis(1)))).isEqualTo(1);
      assertThat(all(unit, store -> store.list(page(null, null, 5)))).containsExactly(assigned);
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void keepsNoPlainTextOfAnEncryptedRoom(Provider provider, String database) {
    tenant = new Tenant("secret-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      Report open = add(unit, "lobby", 1, "ann");
      Report secret = add(unit, "secret", 1, "ann");
      assertThat(find(unit, secret)).isEqualTo(secret);
      List<?> kept =
          inTransaction(
              unit,
              em ->
                  em.createQuery(
                          "SELECT r.content FROM ReportRow r WHERE r.tenant = :tenant"
                              + " AND r.content IS NOT NULL")
                      .setParameter("tenant", tenant.value())
                      .getResultList());
      assertThat(kept).isEqualTo(List.of("you fool"));
      assertThat(find(unit, open)).isEqualTo(open);
      BodyCipher other = new EncryptionSettings(TestKeys.SECOND).cipher();
      Report unread =
          inTransaction(
              unit,
              em ->
                  new JpaReportStore(em, new ReportBodies(SECRETS, other))
                      .find(tenant, secret.id()));
      assertThat(unread).isNotNull().extracting(Report::content).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void forgetsWhoHasReportedAndWhatTheyHaveSaid(Provider provider, String database) {
    tenant = new Tenant("forget-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      add(unit, "lobby", 1, "ben", "ann");
      Report others = add(unit, "lobby", 2, "cid", "ann");
      Report byBen = add(unit, "lobby", 3, "cid", "ben");
      ReportFilter reporter = new ReportFilter(tenant, null, null, null, user("ben"), null, 5);
      assertThat(all(unit, store -> store.list(reporter))).containsExactly(byBen);

      with(
          unit,
          store -> {
            store.forget(user("ben"), new Reason("erased"));
            return "";
          });

      List<Report> left = all(unit, store -> store.list(page(null, null, 5)));
      assertThat(left).hasSize(2).contains(others);
      assertThat(left.get(0).id()).isEqualTo(byBen.id());
      assertThat(left.get(0).by()).isEqualTo(user("guest-erased"));
      assertThat(left.get(0).reason()).isEqualTo(new Reason("erased"));
      assertThat(all(unit, store -> store.list(reporter))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void filtersAreKeptAsTheyAreNow(Provider provider, String database) {
    tenant = new Tenant("filter-" + provider + database);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      FilterTerms words = new FilterTerms(List.of("fool", "free money"), "", List.of("foolproof"));
      FilterTerms pattern = new FilterTerms(List.of(), "(?i)fo+l", List.of());
      ContentFilter first = filter(new RoomName(tenant, "lobby"), words, FilterAction.BLOCK);
      ContentFilter everywhere = filter(null, pattern, FilterAction.MASK);
      keep(unit, first);
      keep(unit, everywhere);
      assertThat(filters(unit)).containsExactlyInAnyOrder(first, everywhere);
      ContentFilter changed =
          new ContentFilter(
              first.id(),
              tenant,
              first.room(),
              "g",
              pattern,
              FilterAction.MASK,
              false,
              user("mod"),
              NOON.plusSeconds(1));
      keep(unit, changed);
      inTransaction(
          unit,
          em -> {
            new JpaFilterStore(em).delete(everywhere.id(), entry());
            return "";
          });
      assertThat(filters(unit)).containsExactly(changed);
    }
  }

  private ContentFilter filter(@Nullable RoomName room, FilterTerms terms, FilterAction action) {
    return new ContentFilter(
        new ActId(++acts), tenant, room, "f", terms, action, true, user("boss"), NOON);
  }

  private void keep(EntityManagerFactory unit, ContentFilter filter) {
    inTransaction(
        unit,
        em -> {
          new JpaFilterStore(em).keep(filter, entry());
          return "";
        });
  }

  private List<ContentFilter> filters(EntityManagerFactory unit) {
    return inTransaction(unit, em -> new JpaFilterStore(em).all()).stream()
        .filter(filter -> filter.tenant().equals(tenant))
        .toList();
  }
}
