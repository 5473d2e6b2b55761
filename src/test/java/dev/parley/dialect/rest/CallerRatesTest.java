package dev.parley.dialect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.Identity;
import dev.parley.identity.apikey.ApiKey;
import dev.parley.identity.apikey.KeyId;
import dev.parley.identity.apikey.Right;
import dev.parley.identity.apikey.ServiceName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerRatesTest {
  private final CallerRates rates =
      new CallerRates(new RestLimits(1024, 1, 3, 1), new ConsoleRates(1, 3));

  private static Caller key(String id) {
    ServiceName billing = new ServiceName("billing");
    return Caller.service(
        new ApiKey(
            new KeyId(id),
            Tenant.NONE,
            billing,
            Set.of(Right.EMIT_ALL),
            List.of(),
            Instant.EPOCH,
            new UserId("boss"),
            null,
            null));
  }

  private static Caller user(Tenant tenant) {
    return Caller.user(
        new Identity(new UserId(tenant, "ann"), new UserName("Ann"), Set.of(), null));
  }

  private long afterBurst(Caller caller) {
    for (int i = 0; i < 3; i++) {
      assertThat(rates.charge(caller)).isZero();
    }
    return rates.charge(caller);
  }

  @Test
  void aBurstIsTakenAndThenToldToWait() {
    assertThat(afterBurst(key("0000000000000001"))).isBetween(1L, 1_001L);
  }

  @Test
  void eachKeyAndEachUserHasARateOfItsOwn() {
    for (Caller caller :
        List.of(
            key("0000000000000001"),
            key("0000000000000002"),
            user(Tenant.NONE),
            Caller.console(user(Tenant.NONE).identity()),
            user(new Tenant("acme")))) {
      assertThat(afterBurst(caller)).isPositive();
    }
  }
}
