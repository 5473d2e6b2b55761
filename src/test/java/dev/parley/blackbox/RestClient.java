package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.OpenApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A caller of the REST interface. Immutable, but for its connections; blocks until the answer is
 * there, unless it says otherwise.
 */
final class RestClient {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Supplier<GatewayServer> server;
  private final List<String> headers;

  private RestClient(Supplier<GatewayServer> server, List<String> headers) {
    this.server = server;
    this.headers = List.copyOf(headers);
  }

  /** Somebody without credentials. */
  static RestClient of(Supplier<GatewayServer> server) {
    return new RestClient(server, List.of());
  }

  RestClient bearer(String token) {
    return with("Authorization", "Bearer " + token);
  }

  RestClient with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(List.of(header, value));
    return new RestClient(server, more);
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, null);
  }

  HttpResponse<String> delete(String path) {
    return send("DELETE", path, null);
  }

  /** Posts a map as JSON. */
  HttpResponse<String> post(String path, Map<String, ?> body) {
    return post(path, JSON.writeValueAsString(body));
  }

  HttpResponse<String> post(String path, String json) {
    return with("Content-Type", "application/json").send("POST", path, json);
  }

  /** The answer, which is as the description of the interface says. */
  HttpResponse<String> send(String method, String path, @Nullable String body) {
    HttpResponse<String> answer = exchange(method, path, body);
    return described(isGrizzlys(answer) ? exchange(method, path, body) : answer);
  }

  /**
   * Whether the request was never carried out. Payara and GlassFish take the objects of a
   * WebSocket's request back twice where its connection breaks at a bad moment, and may then answer
   * another's request by an error page of their own.
   */
  private static boolean isGrizzlys(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return answer.statusCode() == 500
        && type.startsWith("text/html")
        && !Set.of("wildfly", "open-liberty").contains(System.getProperty("parley.server", ""));
  }

  /** The answer, which may be the server's own, of a request that never comes to the interface. */
  HttpResponse<String> sendAstray(String method, String path) {
    return exchange(method, path, null);
  }

  private HttpResponse<String> exchange(String method, String path, @Nullable String body) {
    try {
      return HTTP.send(request(method, path, body), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while asking for " + path, e);
    }
  }

  /** As {@link #post}, without waiting. */
  CompletableFuture<HttpResponse<String>> posting(String path, Map<String, ?> body) {
    return HTTP.sendAsync(
            with("Content-Type", "application/json")
                .request("POST", path, JSON.writeValueAsString(body)),
            BodyHandlers.ofString())
        .thenApply(RestClient::described);
  }

  private static HttpResponse<String> described(HttpResponse<String> answer) {
    String path = answer.uri().getRawPath().replaceFirst("^.*?/api", "");
    Optional<JsonNode> operation = OpenApi.DOCUMENT.operation(answer.request().method(), path);
    if (operation.isEmpty()) {
      boolean automatic = Set.of("OPTIONS", "HEAD").contains(answer.request().method());
      assertThat(automatic || answer.statusCode() >= 400)
          .as("%s is not described", answer)
          .isTrue();
    } else if (!answer.body().isEmpty()) {
      String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*$", "");
      JsonNode content = OpenApi.DOCUMENT.content(operation.get(), answer.statusCode(), type);
      assertThat(content.isMissingNode()).as("%s as %s is described", answer, type).isFalse();
      if (content.has("schema")) {
        assertThat(
                OpenApi.DOCUMENT.violations(content.path("schema"), JSON.readTree(answer.body())))
            .as("%s: %s", answer, answer.body())
            .isEmpty();
      }
    }
    return answer;
  }

  private HttpRequest request(String method, String path, @Nullable String body) {
    URI uri = server.get().baseUri().resolve(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return request.build();
  }

  /** What a good answer says; fails where it has another status. */
  static JsonNode body(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as("%s: %s", answer, answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    return JSON.readTree(answer.body());
  }

  /** What a refusal says, which is a problem of this status, without traces. */
  static JsonNode problem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as("%s: %s", answer, answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.path("title").stringValue()).isNotBlank();
    assertThat(problem.path("detail").stringValue()).isNotBlank();
    assertThat(problem.path("code").stringValue()).matches("[a-z-]+");
    assertThat(answer.body()).doesNotContain("Exception", "\tat ", "org.jboss", "glassfish");
    return problem;
  }
}
