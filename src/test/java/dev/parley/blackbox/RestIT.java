package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How the REST interface answers whoever asks, whatever the resource. */
class RestIT {
  private final RestClient stranger = RestClient.of(SharedGateway::get);
  private final RestClient ada = stranger.bearer(SignedTokens.of("u-ada", "Ada", "staff"));

  @Test
  void aTokenSaysWhoCalls() {
    JsonNode me = body(ada.get("api/me"), 200);
    assertThat(me.path("user"))
        .isEqualTo(
            RestClient.JSON.readTree(
                "{\"id\": \"u-ada\", \"name\": \"Ada\", \"roles\": [\"staff\"]}"));
    assertThat(me.path("expiresAt").stringValue()).matches("\\d{4}-.*T.*\\.\\d{3}Z");
  }

  @Test
  void whoSaysNothingIsAskedForAToken() {
    HttpResponse<String> answer = stranger.get("api/me");
    JsonNode problem = problem(answer, 401);
    assertThat(problem.path("code").stringValue()).isEqualTo("unauthenticated");
    assertThat(problem.path("detail").stringValue())
        .isEqualTo("Authorization must be Bearer and a token, was missing");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void aTokenThatProvesNothingIsRefusedAndNotRepeated() {
    for (String token :
        List.of(
            SignedTokens.forged("mallory"),
            SignedTokens.expired("mallory"),
            SignedTokens.unsigned("mallory"),
            SignedTokens.forOtherAudience("mallory"),
            "no.token.atall")) {
      HttpResponse<String> answer = stranger.bearer(token).get("api/me");
      assertThat(problem(answer, 401).path("code").stringValue()).isEqualTo("unauthenticated");
      assertThat(answer.body()).doesNotContain(token);
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer error=\"invalid_token\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic dTpw", "Bearer", "token"})
  void anotherKindOfCredentialsIsNone(String authorization) {
    problem(stranger.with("Authorization", authorization).get("api/me"), 401);
  }

  @Test
  void twoTokensAreNone() {
    problem(ada.bearer(SignedTokens.of("u-ben", "Ben")).get("api/me"), 401);
  }

  @Test
  void aTokenThatRanOutIsRefused() {
    String token = SignedTokens.of("u-ada", "Ada", List.of(), Duration.ofSeconds(-1));
    problem(stranger.bearer(token).get("api/me"), 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api/nowhere", "api/", "api", "api/me/too", "api/%3Cscript%3E"})
  void anUnknownPathIsAProblem(String path) {
    JsonNode problem = problem(ada.get(path), 404);
    assertThat(problem.path("code").stringValue()).isEqualTo("not-found");
    assertThat(problem.path("detail").stringValue()).startsWith("there is nothing at ");
  }

  @Test
  void anUnknownMethodIsAProblemThatNamesTheOthers() {
    HttpResponse<String> answer = ada.delete("api/me");
    JsonNode problem = problem(answer, 405);
    assertThat(problem.path("code").stringValue()).isEqualTo("method-not-allowed");
    assertThat(problem.path("detail").stringValue()).contains("GET").endsWith("was \"DELETE\"");
    assertThat(answer.headers().firstValue("Allow"))
        .hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
  }

  @Test
  void aMediaTypeThatIsNotThereIsAProblem() {
    JsonNode problem = problem(ada.with("Accept", "text/html").get("api/me"), 406);
    assertThat(problem.path("detail").stringValue())
        .isEqualTo("Accept must allow what there is, was \"text/html\"");
  }

  @Test
  void itsAnswersCarryTheHeadersThatProtectPages() {
    HttpResponse<String> answer = ada.get("api/me");
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void itsDescriptionIsServedToAnybody() throws IOException {
    HttpResponse<String> answer = stranger.get("api/openapi.yaml");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
    assertThat(answer.body())
        .isEqualTo(
            Files.readString(Path.of("src/main/resources/dev/parley/dialect/rest/openapi.yaml")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "HEAD", "PATCH", "PUT", "TRACE", "SEARCH"})
  void noMethodMakesTheServerFailOrTellsOfOthers(String method) {
    for (String path : List.of("api/me", "api/admin/keys", "api/nowhere")) {
      HttpResponse<String> answer = stranger.send(method, path, null);
      assertThat(answer.statusCode()).as("%s %s", method, path).isLessThan(500);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.body()).doesNotContain("u-boss", "Exception");
    }
  }
}
