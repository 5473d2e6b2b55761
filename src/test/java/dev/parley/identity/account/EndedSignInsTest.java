package dev.parley.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.Identity;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.testkit.MovedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndedSignInsTest {
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final UserId MIA = new UserId("account:mia");

  private final MovedClock clock = new MovedClock();
  private final EndedSignIns ended = new EndedSignIns(LONGEST, clock);

  private static Identity identity(UserId user, Instant proven) {
    return new Identity(user, new UserName("Somebody"), Set.of("admin"), null, proven);
  }

  @Test
  void anEndConcernsTheProofsOfBeforeAndNoneOfAfterAlsoInOneMoment() {
    Identity before = identity(MIA, ended.proven(MIA));
    assertThat(ended.has(before)).isFalse();
    ended.end(MIA);
    Identity between = identity(MIA, ended.proven(MIA));
    assertThat(ended.has(before)).isTrue();
    assertThat(ended.has(between)).isFalse();
    ended.end(MIA);
    assertThat(ended.has(between)).isTrue();
    assertThat(ended.has(identity(MIA, ended.proven(MIA)))).isFalse();
  }

  @Test
  void itConcernsNobodyElse() {
    Instant now = clock.instant();
    ended.end(MIA);
    assertThat(ended.has(identity(new UserId("account:ben"), now))).isFalse();
    assertThat(ended.has(identity(new UserId("mia"), now))).isFalse();
  }

  @Test
  void itIsKeptForAsLongAsASignInLasts() {
    Identity before = identity(MIA, clock.instant());
    ended.end(MIA);
    clock.advance(LONGEST);
    ended.end(new UserId("account:ben"));
    assertThat(ended.has(before)).isTrue();
    clock.advance(Duration.ofSeconds(1));
    ended.end(new UserId("account:ben"));
    assertThat(ended.has(before)).isFalse(); // and has run out by itself
  }

  @Test
  void pastTheMostTheOldestEndsTheSignInsOfAllWhoAreNotKnown() {
    Identity before = identity(MIA, clock.instant());
    ended.end(MIA);
    Identity others = identity(new UserId("account:ben"), clock.instant().plusSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < EndedSignIns.MOST; i++) {
      ended.end(new UserId("account:n" + i));
    }
    assertThat(ended.has(before)).isTrue();
    assertThat(ended.has(others)).isFalse();
  }
}
