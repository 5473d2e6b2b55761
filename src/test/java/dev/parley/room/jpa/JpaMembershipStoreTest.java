package dev.parley.room.jpa;

import static dev.parley.history.jpa.MigratedDatabases.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.jpa.MigratedDatabases;
import dev.parley.history.jpa.Provider;
import dev.parley.protocol.Invitation;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.room.MembershipStore;
import dev.parley.room.Standing;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On both providers and both databases. */
class JpaMembershipStoreTest {
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOSS = new UserId("boss");
  private static final Instant THEN = Instant.parse("2026-03-14T09:26:53.589Z");
  private static final Tenant ACME = new Tenant("acme");

  private static MigratedDatabases databases;
  private static int rooms;

  @BeforeAll
  static void migrate() {
    databases = new MigratedDatabases("members");
  }

  @AfterAll
  static void stop() {
    databases.close();
  }

  private static <T> T with(EntityManagerFactory unit, Function<MembershipStore, T> work) {
    return inTransaction(unit, em -> work.apply(new JpaMembershipStore(em)));
  }

  private static Standing standing(EntityManagerFactory unit, RoomName room, UserId user) {
    return with(unit, store -> store.standing(room, user));
  }

  private static boolean uninvite(EntityManagerFactory unit, RoomName room, UserId user) {
    return with(unit, store -> store.uninvite(room, user));
  }

  private static List<Invitation> of(
      EntityManagerFactory unit, UserId user, RoomName after, int limit) {
    return with(unit, store -> store.of(user, after, limit));
  }

  private static RoomName newRoom() {
    return new RoomName("team:" + ++rooms);
  }

  private static boolean invite(
      EntityManagerFactory unit, RoomName room, UserId user, Standing standing, int most) {
    return with(unit, store -> store.invite(room, user, standing, BOSS, THEN, most));
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void anInvitationStandsUntilItIsTakenBack(Provider provider, String database) {
    RoomName room = newRoom();
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      assertThat(standing(unit, room, ANN)).isEqualTo(Standing.NONE);
      assertThat(invite(unit, room, ANN, Standing.MEMBER, 2)).isTrue();
      assertThat(standing(unit, room, ANN)).isEqualTo(Standing.MEMBER);
      assertThat(invite(unit, room, ANN, Standing.MODERATOR, 1)).isTrue();
      assertThat(standing(unit, room, ANN)).isEqualTo(Standing.MODERATOR);
      assertThat(uninvite(unit, room, ANN)).isTrue();
      assertThat(uninvite(unit, room, ANN)).isFalse();
      assertThat(standing(unit, room, ANN)).isEqualTo(Standing.NONE);
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void aRoomTakesSoMany(Provider provider, String database) {
    RoomName room = newRoom();
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      assertThat(invite(unit, room, ANN, Standing.MEMBER, 1)).isTrue();
      assertThat(invite(unit, room, BOSS, Standing.MEMBER, 1)).isFalse();
      assertThat(standing(unit, room, BOSS)).isEqualTo(Standing.NONE);
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void aUsersInvitationsAreThoseOfItsTenant(Provider provider, String database) {
    RoomName first = newRoom();
    RoomName second = new RoomName(first.value() + "b");
    RoomName theirs = first.within(ACME);
    UserId cleo = new UserId("cleo" + rooms);
    try (EntityManagerFactory unit = databases.unit(provider, database)) {
      invite(unit, second, cleo, Standing.MODERATOR, 9);
      invite(unit, first, cleo, Standing.MEMBER, 9);
      with(
          unit,
          store ->
              store.invite(theirs, cleo.within(ACME), Standing.MEMBER, BOSS.within(ACME), THEN, 9));

      assertThat(of(unit, cleo, null, 9))
          .containsExactly(
              new Invitation(first, false, BOSS, THEN), new Invitation(second, true, BOSS, THEN));
      assertThat(of(unit, cleo, first, 9))
          .containsExactly(new Invitation(second, true, BOSS, THEN));
      assertThat(of(unit, cleo, null, 1)).hasSize(1);
      assertThat(of(unit, cleo.within(ACME), null, 9))
          .containsExactly(new Invitation(theirs, false, BOSS.within(ACME), THEN));
    }
  }
}
