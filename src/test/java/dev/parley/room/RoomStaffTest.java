package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.TestClient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who moderates a room without being in it. */
class RoomStaffTest {
  private static final RoomName TEAM = new RoomName("team:red");
  private static final Detail BANNED = Detail.of(ErrorCode.BANNED, "you are banned");
  private static final Detail LOCKED = Detail.of(ErrorCode.LOCKED, "nobody may enter it now");

  private final TestRooms house =
      TestRooms.with("parley.room.policies", "[{rooms = \"team:*\", kind = private}]");
  private final RoomStaff staff = new RoomStaff(house.policies, house.memberships, house.door);

  private @Nullable ErrorCode require(String user) {
    Identity who = TestClient.identity(user);
    return TestRooms.refusalOf(staff.require(who, TEAM).toCompletableFuture().join());
  }

  private void invited(String user, Standing standing) {
    house.store.invite(TEAM, new UserId(user), standing, new UserId("boss"), Instant.EPOCH, 9);
  }

  @Test
  void whoIsBannedFromTheRoomModeratesItNoMore() {
    invited("lead", Standing.MODERATOR);
    assertThat(require("lead")).isNull();

    house.barrier = (who, room, rights, present) -> room.equals(TEAM) ? BANNED : null;
    assertThat(require("lead")).isEqualTo(ErrorCode.BANNED);
  }

  @Test
  void whoDoesNotModerateItLearnsNothingOfABan() {
    invited("ann", Standing.MEMBER);
    house.barrier = (who, room, rights, present) -> BANNED;
    assertThat(require("ann")).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(require("eve")).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void whoModeratesAllRoomsDoesNotOneThatOneIsBannedFrom() {
    Identity who = TestClient.identity("mod", "moderator");
    assertThat(TestRooms.refusalOf(staff.any(who, TEAM).toCompletableFuture().join())).isNull();
    house.barrier = (banned, room, rights, present) -> room.equals(TEAM) ? BANNED : null;
    assertThat(TestRooms.refusalOf(staff.any(who, TEAM).toCompletableFuture().join()))
        .isEqualTo(ErrorCode.BANNED);
  }

  @Test
  void aLockDoesNotKeepItsModeratorsFromIt() {
    invited("lead", Standing.MODERATOR);
    house.barrier = (who, room, rights, present) -> present && rights.moderate() ? null : LOCKED;
    assertThat(require("lead")).isNull();
  }
}
