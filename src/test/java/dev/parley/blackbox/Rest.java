package dev.parley.blackbox;

import dev.parley.testkit.GatewayServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface of a server, with a token or without (null). Stateless; blocks. */
final class Rest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Rest() {}

  /** What was answered. */
  record Answer(int status, String text) {
    JsonNode json() {
      return JSON.readTree(text);
    }
  }

  static Answer post(GatewayServer server, String path, String token, Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.baseUri().resolve("api/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body == null ? "" : JSON.writeValueAsString(body)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while asking for " + path, e);
    }
  }
}
