package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.identity.account.EndedSignIns;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicketsTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final Outcome<Identity> NONE =
      Outcome.rejected(
          ErrorCode.UNAUTHENTICATED, "the ticket proves nothing: it is used, too old, or none");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final Revocations revocations = TestRevocations.none(clock);
  private final EndedSignIns ended = new EndedSignIns(Duration.ofHours(12), clock);
  private final Tickets tickets = tickets(3, 5);

  @Test
  void provesOnceWhoSomebodyIs() {
    Identity ann = identity("ann", null);
    String ticket = issued(ann);

    assertThat(tickets.redeem(ticket)).isEqualTo(Outcome.done(ann));
    assertThat(tickets.redeem(ticket)).isEqualTo(NONE);
    assertThat(tickets.redeem("")).isEqualTo(NONE);
  }

  @Test
  void toLookAtItDoesNotUseIt() {
    Identity ann = identity("ann", null);
    String ticket = issued(ann);

    assertThat(tickets.look(ticket)).isEqualTo(Outcome.done(ann));
    assertThat(tickets.redeem(ticket)).isEqualTo(Outcome.done(ann));
    assertThat(tickets.look(ticket)).isEqualTo(NONE);
  }

  @Test
  void isLongAndEachIsAnother() {
    Set<String> all = new HashSet<>();
    Tickets many = tickets(1_000, 1_000);
    for (int i = 0; i < 1_000; i++) {
      all.add(((Outcome.Done<Ticket>) many.issue(identity("ann", null))).value().value());
    }
    assertThat(all).hasSize(1_000).allMatch(ticket -> ticket.matches("[A-Za-z0-9_-]{32}"));
  }

  @Test
  void countsForHalfAMinute() {
    Identity ann = identity("ann", null);
    String first = issued(ann);
    String second = issued(ann);

    now.set(NOON.plusMillis(29_999));
    assertThat(tickets.redeem(first)).isEqualTo(Outcome.done(ann));
    now.set(NOON.plusSeconds(30));
    assertThat(tickets.redeem(second)).isEqualTo(NONE);
  }

  @Test
  void lastsNoLongerThanTheTokenItWasGivenFor() {
    String ticket = issued(identity("ann", NOON.plusSeconds(10)));

    now.set(NOON.plusSeconds(10));

    assertThat(tickets.redeem(ticket)).isEqualTo(NONE);
  }

  @Test
  void isRevokedWithItsUsersTokens() {
    String ticket = issued(identity("ann", null));

    revocations.take(new UserId("ann"), new UserId("boss"), null);

    assertThat(tickets.redeem(ticket)).isEqualTo(NONE);
  }

  @Test
  void endsWithTheSignInOfTheAccountThatTookIt() {
    String mias = issued(identity("account:mia", null));
    String bens = issued(identity("account:ben", null));

    ended.end(new UserId("account:mia"));

    assertThat(tickets.look(mias)).isEqualTo(NONE);
    assertThat(tickets.redeem(mias)).isEqualTo(NONE);
    assertThat(tickets.redeem(bens)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aUserHasSoManyAndTheNodeHasSoMany() {
    Identity ann = identity("ann", null);
    for (int i = 0; i < 3; i++) {
      issued(ann);
    }
    assertThat(tickets.issue(ann))
        .isEqualTo(
            Outcome.rejected(
                ErrorCode.LIMIT_REACHED, "3 of your tickets wait to be used, and no more may"));
    issued(identity("ben", null));
    String last = issued(identity("ben", null));
    assertThat(tickets.issue(identity("cleo", null)))
        .isEqualTo(
            Outcome.rejected(
                ErrorCode.UNAVAILABLE, "too many tickets wait to be used, try again later"));

    tickets.redeem(last);
    issued(identity("cleo", null));
    now.set(NOON.plusSeconds(30));
    for (int i = 0; i < 3; i++) {
      issued(ann);
    }
  }

  @Test
  void isGivenToOneOfManyWhoBringItAtOnce() throws InterruptedException {
    String ticket = issued(identity("ann", null));
    AtomicInteger admitted = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 100; i++) {
      threads.execute(
          () -> {
            if (tickets.redeem(ticket) instanceof Outcome.Done) {
              admitted.incrementAndGet();
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(admitted).hasValue(1);
  }

  @Test
  void doesNotShowItself() {
    assertThat(new Ticket("secret", NOON)).hasToString("Ticket[expiresAt=2026-03-14T12:00:00Z]");
  }

  @Test
  void limitsNameTheKeyThatIsOutOfItsRange() {
    assertThatThrownBy(() -> new TicketLimits(Duration.ofMillis(999), 1, 1))
        .hasMessage("ttl must be 1s to 5m, was 999ms");
    assertThatThrownBy(() -> new TicketLimits(Duration.ofSeconds(1), 0, 1))
        .hasMessage("per-user must be 1 to 1000 tickets, was 0");
    assertThatThrownBy(() -> new TicketLimits(Duration.ofSeconds(1), 1, 1_000_001))
        .hasMessage("per-node must be 1 to 1000000 tickets, was 1000001");
  }

  private Tickets tickets(int perUser, int perNode) {
    return new Tickets(
        new TicketLimits(Duration.ofSeconds(30), perUser, perNode), revocations, ended, clock);
  }

  private String issued(Identity identity) {
    return ((Outcome.Done<Ticket>) tickets.issue(identity)).value().value();
  }

  private static Identity identity(String user, @Nullable Instant expiresAt) {
    return new Identity(
        new UserId(user), new UserName("Somebody"), Set.of(), expiresAt, NOON.minusSeconds(60));
  }
}
