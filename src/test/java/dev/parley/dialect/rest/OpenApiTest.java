package dev.parley.dialect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import dev.parley.identity.apikey.Right;
import dev.parley.protocol.ErrorCode;
import dev.parley.testkit.OpenApi;
import dev.parley.testkit.References;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
  private static final OpenApi API = OpenApi.DOCUMENT;

  @Test
  void isAValidOpenApiDocument() {
    assertThat(API.violationsOfTheSpecification()).isEmpty();
  }

  @Test
  void pointsAtNothingThatIsMissing() {
    assertThat(References.of(API.document())).isNotEmpty();
    assertThat(References.dangling(API.document())).isEmpty();
  }

  @Test
  void hasAnOperationForEveryResourceAndNoOther() {
    Set<String> described = new TreeSet<>();
    API.document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(method -> described.add(method.toUpperCase() + " " + path.getKey())));
    assertThat(described).isEqualTo(answered());
  }

  private static Set<String> answered() {
    Set<String> answered = new TreeSet<>();
    AccessTest.methods()
        .forEach(
            method -> {
              String path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value();
              Path more = method.getAnnotation(Path.class);
              answered.add(verb(method) + " " + path + (more == null ? "" : "/" + more.value()));
            });
    return answered;
  }

  private static String filledIn(Path path) {
    return path.value().replaceAll("\\{[^}]*}", "x");
  }

  private static String verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void asksForTheCredentialsThatTheResourceAsksFor() {
    AccessTest.methods()
        .forEach(
            method -> {
              String path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value();
              Path more = method.getAnnotation(Path.class);
              JsonNode operation =
                  API.operation(verb(method), path + (more == null ? "" : "/" + filledIn(more)))
                      .orElseThrow();
              JsonNode asked =
                  operation.has("security")
                      ? operation.path("security")
                      : API.document().path("security");
              List<String> schemes =
                  asked.valueStream().flatMap(s -> s.propertyNames().stream()).toList();
              assertThat(schemes.contains("token"))
                  .as("%s takes tokens", method)
                  .isEqualTo(AccessTest.says(method, ForUsers.class));
              assertThat(schemes.contains("login"))
                  .as("%s takes the server's own login", method)
                  .isEqualTo(AccessTest.takesLogins(method));
              assertThat(schemes.contains("apiKey"))
                  .as("%s takes API keys", method)
                  .isEqualTo(AccessTest.says(method, ForServices.class));
            });
  }

  @Test
  void itsExamplesAreAsItsSchemasSay() {
    List<JsonNode> contents = new ArrayList<>();
    collectContents(API.document(), contents);
    assertThat(contents).isNotEmpty();
    for (JsonNode content : contents) {
      List<Error> violations = API.violations(content.path("schema"), content.path("example"));
      assertThat(violations).as("%s", content.path("example")).isEmpty();
    }
  }

  private static void collectContents(JsonNode node, List<JsonNode> into) {
    if (node.has("schema") && node.has("example")) {
      into.add(node);
    }
    node.forEach(child -> collectContents(child, into));
  }

  @Test
  void knowsEveryErrorCodeAndEveryRight() {
    assertThat(API.document().at("/components/schemas/Problem/properties/code/enum").valueStream())
        .extracting(JsonNode::stringValue)
        .containsAll(Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).toList());
    assertThat(API.document().at("/components/schemas/Right/enum").valueStream())
        .extracting(JsonNode::stringValue)
        .containsExactlyElementsOf(Arrays.stream(Right.values()).map(Right::wire).toList());
  }
}
