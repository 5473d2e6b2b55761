package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.References;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AsyncApiTest {
  private static final AsyncApi API = new AsyncApi();

  static Stream<GoldenConversation> conversations() {
    return GoldenConversation.all().stream();
  }

  static Stream<String> messages() {
    return API.messages().keySet().stream().sorted();
  }

  @Test
  void isAValidAsyncApiDocument() {
    assertThat(API.violationsOfTheSpecification()).isEmpty();
  }

  @Test
  void pointsAtNothingThatIsMissing() {
    assertThat(References.of(API.document())).isNotEmpty();
    assertThat(References.dangling(API.document())).isEmpty();
  }

  @Test
  void hasAMessageForEveryCommandAndEventAndNoOther() throws ReflectiveOperationException {
    Set<String> spoken = new TreeSet<>(Set.of("ack", "pong", "error", "batch"));
    spoken.addAll(types(Command.class));
    spoken.addAll(types(Event.class));
    Set<String> described = new TreeSet<>();
    API.messages().values().forEach(m -> described.add(m.path("name").asString()));
    assertThat(described).isEqualTo(spoken);
  }

  @Test
  void receivesEveryCommandAndSendsEveryEvent() throws ReflectiveOperationException {
    assertThat(carried("receive")).isEqualTo(types(Command.class));
    Set<String> sent = new TreeSet<>(types(Event.class));
    sent.add("batch");
    assertThat(carried("send")).isEqualTo(sent);
  }

  @Test
  void knowsEveryErrorCode() {
    assertThat(API.document().at("/components/schemas/ErrorCode/enum").valueStream())
        .extracting(JsonNode::stringValue)
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).toList());
  }

  @Test
  void knowsEveryCloseCode() {
    assertThat(API.document().at("/channels/gateway/x-close-codes").valueStream())
        .extracting(c -> c.path("code").intValue() + " " + c.path("reason").stringValue())
        .containsExactlyElementsOf(
            Arrays.stream(CloseCode.values()).map(c -> c.code() + " " + c.reason()).toList());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void namesTheTypeThatItsPayloadBears(String key) {
    JsonNode message = API.messages().get(key);
    assertThat(message.at("/payload/properties/type/const")).isEqualTo(message.path("name"));
    assertThat(key).startsWith(AsyncApi.key(message.path("name").asString()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void showsAnExampleOfEachMessageThatIsAGoldenFrame(String key) {
    JsonNode examples = API.messages().get(key).path("examples");
    assertThat(examples).isNotEmpty();
    for (JsonNode example : examples) {
      assertThat(API.violations(key, example.path("payload"))).isEmpty();
      assertThat(conversations().flatMap(c -> c.frames().stream()))
          .extracting(GoldenConversation.Frame::tree)
          .contains(example.path("payload"));
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void describesEveryGoldenFrame(GoldenConversation conversation) {
    for (GoldenConversation.Frame frame : conversation.frames()) {
      if (!(frame.sent() && isRefused(conversation, frame.tree()))) {
        String message = messageOf(frame);
        assertThat(API.violations(message, frame.tree()))
            .as("%s as %s", frame.tree(), message)
            .isEmpty();
      }
    }
  }

  private static String messageOf(GoldenConversation.Frame frame) {
    String type = frame.tree().path("type").asString();
    JsonNode request = frame.request();
    return type.equals("ack") && request != null
        ? API.answerTo(request.path("type").asString())
        : AsyncApi.key(type);
  }

  /** What a conversation sends in order to be refused for its form need not have the form. */
  private static boolean isRefused(GoldenConversation conversation, JsonNode sent) {
    Set<String> forTheForm = Set.of("malformed", "invalid", "unknown-type");
    return conversation.frames().stream()
        .anyMatch(
            f ->
                f.request() == sent && forTheForm.contains(f.tree().at("/data/code").asString("")));
  }

  private static Set<String> carried(String action) {
    Set<String> types = new TreeSet<>();
    for (JsonNode operation : API.document().path("operations")) {
      if (operation.path("action").asString().equals(action)) {
        for (JsonNode message : operation.path("messages")) {
          String key = message.path("$ref").asString();
          types.add(
              API.messages().get(key.substring(key.lastIndexOf('/') + 1)).path("name").asString());
        }
      }
    }
    return types;
  }

  /** What {@code type()} says in each record of a sealed interface. */
  private static Set<String> types(Class<?> words) throws ReflectiveOperationException {
    Set<String> types = new TreeSet<>();
    for (Class<?> word : words.getPermittedSubclasses()) {
      RecordComponent[] components = word.getRecordComponents();
      Class<?>[] parameters =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Object[] nothing = Arrays.stream(parameters).map(AsyncApiTest::nothing).toArray();
      Object instance = word.getDeclaredConstructor(parameters).newInstance(nothing);
      Method type = word.getMethod("type");
      types.add((String) type.invoke(instance));
    }
    return types;
  }

  private static Object nothing(Class<?> type) {
    if (type == long.class) {
      return 0L;
    }
    if (type == boolean.class) {
      return false;
    }
    return type == int.class ? (Object) 0 : null;
  }
}
