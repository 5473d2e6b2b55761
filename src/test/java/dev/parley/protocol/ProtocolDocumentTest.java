package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ProtocolDocumentTest {
  private static final Path DOCUMENT = Path.of("src/site/markdown/protocol.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```json\\n(.*?)^```$");
  private static final Pattern CLOSE_CODE =
      Pattern.compile("(?m)^\\| (\\d{4}) \\| (?:`([a-z0-9-]+)`)? *\\|");
  private static final Pattern ERROR_CODE = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  static Stream<String> examples() {
    return matches(EXAMPLE).map(m -> m.group(1));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void showsFramesOfOneGoldenConversationInTheirOrder(String example) {
    List<JsonNode> frames = frames(example);
    assertThat(frames).isNotEmpty();
    assertThat(GoldenConversation.all())
        .as("a golden conversation with the frames%n%s", example)
        .anyMatch(conversation -> isInOrder(frames, conversation));
  }

  @Test
  void showsAnExampleOfEveryMessage() {
    Set<String> shown = new TreeSet<>();
    examples().flatMap(e -> frames(e).stream()).forEach(f -> shown.add(f.path("type").asString()));
    Set<String> described = new TreeSet<>();
    new AsyncApi().messages().values().forEach(m -> described.add(m.path("name").asString()));
    assertThat(shown).isEqualTo(described);
  }

  @Test
  void listsEveryCloseCodeWithItsReason() {
    assertThat(matches(CLOSE_CODE).map(m -> m.group(1) + " " + m.group(2)))
        .containsExactlyElementsOf(
            Arrays.stream(CloseCode.values()).map(c -> c.code() + " " + c.reason()).toList());
  }

  @Test
  void listsEveryErrorCode() {
    assertThat(matches(ERROR_CODE).map(m -> m.group(1)))
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).toList());
  }

  private static boolean isInOrder(List<JsonNode> frames, GoldenConversation conversation) {
    Iterator<JsonNode> wanted = frames.iterator();
    JsonNode next = wanted.next();
    for (GoldenConversation.Frame frame : conversation.frames()) {
      if (frame.tree().equals(next)) {
        if (!wanted.hasNext()) {
          return true;
        }
        next = wanted.next();
      }
    }
    return false;
  }

  private static List<JsonNode> frames(String example) {
    return GoldenConversation.JSON
        .readerFor(JsonNode.class)
        .<JsonNode>readValues(example)
        .readAll();
  }

  private static Stream<MatchResult> matches(Pattern pattern) {
    try {
      return pattern.matcher(Files.readString(DOCUMENT)).results();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
