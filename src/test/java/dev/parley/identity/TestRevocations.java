package dev.parley.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A store of revocations that ends with the test. */
public final class TestRevocations implements RevocationStore {
  final List<Revocation> saved = new ArrayList<>();

  /** Nobody's are revoked. */
  public static Revocations none(Clock clock) {
    RevocationLimits limits = new RevocationLimits(Duration.ofDays(366), 100, 100);
    return new Revocations(new TestRevocations(), limits, Duration.ZERO, clock);
  }

  @Override
  public List<Revocation> since(Instant moment) {
    return saved.stream().filter(one -> !one.at().isBefore(moment)).toList();
  }

  @Override
  public void save(Revocation revocation) {
    saved.removeIf(one -> one.user().equals(revocation.user()));
    saved.add(revocation);
  }

  @Override
  public void forgetBefore(Instant moment) {
    saved.removeIf(one -> one.at().isBefore(moment));
  }
}
