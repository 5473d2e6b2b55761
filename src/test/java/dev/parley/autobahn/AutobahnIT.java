package dev.parley.autobahn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.blackbox.QuickGateway;
import dev.parley.testkit.Deviations;
import dev.parley.testkit.wire.RawSocket;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every case on the server under test. */
@ExtendWith(Deviations.class)
class AutobahnIT {
  private static URI endpoint;

  @BeforeAll
  static void theEndpointIsThere() {
    endpoint = QuickGateway.get().wsUri().resolve("/echo/echo");
    await()
        .until(
            () -> {
              try (RawSocket client = RawSocket.open(endpoint, Map.of())) {
                return client.status() == 101;
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> passes() {
    return Cases.all().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.id(),
                    () -> assertThat(CaseRun.of(each, endpoint)).isEqualTo(Verdict.PASSED)));
  }
}
