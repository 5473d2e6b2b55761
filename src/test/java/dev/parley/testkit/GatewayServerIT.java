package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayServerIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aKilledServerComesBackOnItsPortAndDatabase() throws Exception {
    try (GatewayServer server = GatewayServer.start(ServerOptions.guests())) {
      URI ready = server.baseUri().resolve("health/ready");
      long before = server.pid();
      assertThat(status(ready)).isEqualTo(200);
      assertThat(server.logFile().resolveSibling("data")).isNotEmptyDirectory();

      server.kill9();

      assertThat(ProcessHandle.of(before)).isEmpty();
      assertThatThrownBy(() -> status(ready)).isInstanceOf(ConnectException.class);

      server.restart();

      assertThat(server.baseUri().resolve("health/ready")).isEqualTo(ready);
      assertThat(status(ready)).isEqualTo(200);
      assertThat(server.pid()).isNotEqualTo(before);
    }
  }

  @Test
  void aStoppedServerLeavesItsLogAndNothingElse() throws Exception {
    GatewayServer server = GatewayServer.start(ServerOptions.defaults());

    server.close();

    assertThat(server.isAlive()).isFalse();
    assertThat(server.logFile().resolveSibling("")).isDirectoryNotContaining("glob:**/{data,tmp}");
    assertThat(server.logFile()).isNotEmptyFile();
  }

  @Test
  void aRefusedWarIsToldAtOnceWithTheReason() {
    ServerOptions bad = ServerOptions.defaults().with("parley.identity.guests.enabled", "perhaps");

    assertThatThrownBy(() -> GatewayServer.start(bad))
        .hasMessageContaining("refuses the WAR")
        .hasMessageContaining("parley.identity.guests.enabled")
        .hasMessageContaining("perhaps");
  }

  @Test
  void aRefusedConfigurationIsToldInOneLineBeforeAnyStackTrace() throws Exception {
    ServerOptions bad =
        ServerOptions.defaults()
            .with("parley.identity.guests.enabled", "perhaps")
            .with("parley.rate.burst", "-3");

    String told = catchThrowable(() -> GatewayServer.start(bad)).getMessage();

    Path log = Path.of(told.substring(told.indexOf('\n') + 1, told.indexOf(" ends:")));
    String text = Files.readString(log);
    List<String> lines = text.lines().filter(l -> l.contains("configuration-refused")).toList();
    assertThat(lines).hasSize(1);
    String line = lines.get(0);
    assertThat(line)
        .containsPattern("ERROR|SEVERE")
        .contains("parley.identity.guests.enabled", "perhaps", "true")
        .contains("parley.rate.burst", "-3", "1 to");
    assertThat(text.indexOf(line)).isLessThan(text.indexOf("\tat "));
  }

  @Test
  void aLivingServersHeapCanBeLookedInto() {
    assertThat(SharedGateway.get().usedHeap())
        .isBetween(1L << 20, 512L << 20); // more than nothing, no more than it is allowed
  }

  private int status(URI uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
  }
}
