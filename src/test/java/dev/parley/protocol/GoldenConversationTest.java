package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GoldenConversationTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Schema FORM =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              JSON.readTree(
                  Path.of("src/test/resources/protocol/conversation.schema.json").toFile()));

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(GoldenConversation.FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void hasTheFormThatTheReadmeLaysOut(Path file) {
    assertThat(FORM.validate(JSON.readTree(file.toFile()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void usesEveryLiveValueThatItLists(Path file) throws IOException {
    JsonNode tree = JSON.readTree(file.toFile());
    String steps = tree.path("steps").toString() + tree.path("live").values();
    assertThat(tree.path("live").propertyNames())
        .allSatisfy(example -> assertThat(steps).contains(example));
  }
}
