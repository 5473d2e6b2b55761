package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.boot.config.ConfigurationException;
import dev.parley.boot.config.TestSettings;
import dev.parley.history.Retention;
import dev.parley.identity.Identity;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomPattern;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomPolicyTest {
  private static final RoomName ROOM = new RoomName("room");

  private static RoomPolicy policy(String settings) {
    String list = "[{ rooms = \"*\", " + settings + " }]";
    return TestSettings.with("parley.room.policies", list).room().policies().get(0);
  }

  private static Identity user(String... roles) {
    return new Identity(new UserId("ann"), new UserName("Ann"), Set.of(roles), null);
  }

  /** As letters: see, join, speak, emit, moderate. */
  private static String rights(RoomPolicy policy, Identity who, RoomName room, Standing standing) {
    Rights rights = policy.rights(who, room, standing);
    return (rights.see() ? "s" : "")
        + (rights.join() ? "j" : "")
        + (rights.speak() ? "w" : "")
        + (rights.emit() ? "e" : "")
        + (rights.moderate() ? "m" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "kind = public,                              '',        NONE,      jwe",
    "kind = public,                              guest,     NONE,      jwe",
    "kind = public,                              moderator, NONE,      jwem",
    "kind = public,                              '',        MODERATOR, jwe",
    "'kind = public, invitations = true',        '',        MODERATOR, jwem",
    "'join = [staff]',                           '',        NONE,      ''",
    "'join = [staff]',                           admin,     NONE,      ''",
    "'join = [staff]',                           staff,     NONE,      jwe",
    "'join = [staff]',                           '',        MEMBER,    ''",
    "'join = [staff], invitations = true',       '',        MEMBER,    jwe",
    "'join = [staff], see = [auditor]',          auditor,   NONE,      s",
    "'join = [\"!guest\"]',                      guest,     NONE,      ''",
    "'join = [\"!guest\"]',                      '',        NONE,      jwe",
    "'speak = [\"!guest\"]',                     guest,     NONE,      j",
    "'speak = []',                               '',        NONE,      j",
    "'speak = []',                               admin,     NONE,      jwem",
    "'emit = [robot]',                           '',        NONE,      jw",
    "'emit = [robot]',                           robot,     NONE,      jwe",
    "'emit = [robot], speak = []',               robot,     NONE,      j",
    "'moderate = []',                            admin,     NONE,      jwe",
    "kind = private,                             '',        NONE,      ''",
    "kind = private,                             guest,     NONE,      ''",
    "kind = private,                             '',        MEMBER,    jwe",
    "kind = private,                             '',        MODERATOR, jwem",
    "kind = private,                             admin,     NONE,      jwem",
    "'kind = private, moderate = []',            admin,     NONE,      ''",
    "'kind = private, join = [\"*\"]',           '',        NONE,      ''",
    "'kind = private, see = [auditor]',          auditor,   NONE,      s",
    "'kind = private, speak = [staff]',          '',        MEMBER,    j",
    "kind = read-only,                           '',        NONE,      j",
    "'kind = read-only, speak = [\"*\"]',        '',        NONE,      j",
    "kind = read-only,                           moderator, NONE,      jwem",
    "kind = announcement,                        '',        NONE,      j",
    "'kind = announcement, speak = [\"*\"]',     '',        NONE,      j",
    "'kind = announcement, announce = [press]',  press,     NONE,      jwe",
    "'kind = announcement, announce = [press]',  moderator, NONE,      jwem",
    "'kind = announcement, invitations = true',  '',        MODERATOR, jwem",
  })
  void grantsWhatIsNamedAndNothingElse(
      String settings, String role, Standing standing, String granted) {
    Identity who = role.isEmpty() ? user() : user(role);
    assertThat(rights(policy(settings), who, ROOM, standing)).isEqualTo(granted);
  }

  @ParameterizedTest
  @CsvSource({"public, jwe", "private, jwe", "read-only, j", "announcement, j"})
  void aPersonalRoomIsItsOwnersAndNobodyElses(String kind, String granted) {
    RoomPolicy policy = policy("kind = " + kind + ", join = [], see = [\"*\"]");
    RoomName anns = new RoomName("drafts#ann");
    RoomName bens = new RoomName("#ben");

    assertThat(rights(policy, user(), anns, Standing.NONE)).isEqualTo("s" + granted);
    assertThat(rights(policy, user("admin", "moderator"), bens, Standing.MODERATOR)).isEmpty();
    Identity claims =
        new Identity(
            user().id(), user().name(), Set.of(), null, null, List.of(new RoomPattern("*")));
    assertThat(rights(policy, claims, bens, Standing.NONE)).isEmpty();
    assertThat(policy.takesInvitations(anns)).isFalse();
  }

  @Test
  void aClaimOpensTheRoomsThatItNames() {
    RoomPolicy policy = policy("kind = private");
    Identity ann =
        new Identity(
            user().id(), user().name(), Set.of(), null, null, List.of(new RoomPattern("team:4*")));

    assertThat(rights(policy, ann, new RoomName("team:42"), Standing.NONE)).isEqualTo("jwe");
    assertThat(rights(policy, ann, new RoomName("team:5"), Standing.NONE)).isEmpty();
  }

  @Test
  void nobodyHasARightInAnotherTenant() {
    RoomPolicy policy = policy("see = [\"*\"], invitations = true");
    RoomName theirs = ROOM.within(new Tenant("acme"));
    Identity ann =
        new Identity(
            user().id(), user().name(), Set.of("admin"), null, null, List.of(new RoomPattern("*")));

    assertThat(rights(policy, ann, theirs, Standing.MODERATOR)).isEmpty();
  }

  @Test
  void hasARetention() {
    assertThat(policy("max-age = 1d, max-messages = 5").retention())
        .isEqualTo(new Retention(Duration.ofDays(1), 5L));
    assertThat(policy("history = true").retention()).isEqualTo(Retention.FOREVER);
  }

  @ParameterizedTest
  @CsvSource({
    "'max-members = 0',        max-members must be 1 to 1000000 users",
    "'max-members = 1000001',  max-members must be 1 to 1000000 users",
    "'max-age = 0s',           max-age must be more than 0",
    "'max-messages = 0',       max-messages must be 1 or more messages",
    "'kind = secret',          'kind must be one of public, private, read-only, announcement'",
    "'rooms = \"a room\"',     'rooms must be 1–128 of letters, digits and . _ - : / ~ % # *'",
    "'rooms = \"[a-z]\"',      'rooms must be 1–128 of letters, digits and . _ - : / ~ % # *'",
    "'rooms = \"\"',           'rooms must be 1–128 of letters, digits and . _ - : / ~ % # *'",
  })
  void refusesWhatIsBeyond(String settings, String message) {
    assertThatThrownBy(() -> policy(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("parley.room.policies[0]." + message);
  }
}
