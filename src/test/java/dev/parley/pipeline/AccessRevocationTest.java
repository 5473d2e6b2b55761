package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.identity.Revocation;
import dev.parley.identity.RevocationLimits;
import dev.parley.identity.RevocationStore;
import dev.parley.identity.Revocations;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import dev.parley.testkit.DaemonThreads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessRevocationTest {
  private static final UserId ANN = new UserId("ann");
  private static final UserId ROOT = new UserId("root");

  private final CountDownLatch database = new CountDownLatch(1);
  private volatile boolean rollsBack;
  private final Sessions sessions =
      new Sessions(TestSettings.with().session(), new SimpleMeterRegistry());
  private final Revocations revocations =
      new Revocations(
          new HangingStore(),
          new RevocationLimits(Duration.ofDays(1), 1, 1),
          Duration.ZERO,
          Clock.systemUTC());
  private final AccessRevocation access =
      new AccessRevocation(revocations, sessions, DaemonThreads::make);

  @AfterEach
  void stop() {
    database.countDown();
    access.stop();
  }

  private CompletableFuture<Outcome<AccessRevocation.Revoked>> revoke(UserId user) {
    return access.revoke(user, ROOT, null).toCompletableFuture();
  }

  @Test
  void theSessionsEndAtOnceAndNobodyWaitsForTheDatabase() throws Exception {
    TestClient ann = TestClient.of(sessions, "ann");
    CompletableFuture<Outcome<AccessRevocation.Revoked>> answer = revoke(ANN);

    assertThat(ann.closes()).containsExactly(CloseCode.ACCESS_REVOKED);
    assertThat(revocations.isRevoked(TestClient.identity("ann"))).isTrue();
    assertThat(answer).isNotDone();

    database.countDown();
    Outcome<AccessRevocation.Revoked> outcome = answer.get(10, TimeUnit.SECONDS);
    assertThat(outcome.fold(AccessRevocation.Revoked::sessionsClosed, detail -> -1)).isEqualTo(1);
  }

  @Test
  void aCommitThatFailsIsToldAsUnconfirmed() throws Exception {
    rollsBack = true;
    database.countDown();
    assertThat(code(revoke(ANN).get(10, TimeUnit.SECONDS))).isEqualTo(ErrorCode.UNCONFIRMED);
    assertThat(revocations.isRevoked(TestClient.identity("ann"))).isTrue();
  }

  @Test
  void oneTooManyIsRefusedWithNothingDone() {
    database.countDown();
    revoke(ANN).join();
    TestClient ben = TestClient.of(sessions, "ben");
    assertThat(code(revoke(new UserId("ben")).join())).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(ben.closes()).isEmpty();
  }

  @Test
  void aServiceIsNoUser() {
    database.countDown();
    Outcome<AccessRevocation.Revoked> refused = revoke(new UserId("service:billing")).join();

    assertThat(code(refused)).isEqualTo(ErrorCode.INVALID);
    assertThat(refused.toString()).contains("userId", "its API keys");
    assertThat(revoke(ANN).join()).isInstanceOf(Outcome.Done.class); // it took nobody's place
  }

  private static ErrorCode code(Outcome<?> outcome) {
    return ((Outcome.Rejected<?>) outcome).detail().code();
  }

  /** Saves when the database goes on, and then throws what a container's commit may. */
  private final class HangingStore implements RevocationStore {
    @Override
    public List<Revocation> since(Instant moment) {
      return List.of();
    }

    @Override
    public void save(Revocation revocation) {
      try {
        database.await();
      } catch (InterruptedException ended) {
        throw new IllegalStateException(ended);
      }
      if (rollsBack) {
        AccessRevocationTest.<RuntimeException>undeclared(new Exception("rolled back"));
      }
    }

    @Override
    public void forgetBefore(Instant moment) {}
  }

  @SuppressWarnings("unchecked")
  private static <T extends Exception> void undeclared(Exception thrown) throws T {
    throw (T) thrown;
  }
}
