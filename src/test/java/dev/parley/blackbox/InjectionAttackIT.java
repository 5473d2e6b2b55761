package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RefusedException;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * SQL, markup, lookups and line breaks in every field that takes words: they come out as the words
 * they were, or are refused; never in the log. What a browser makes of them, {@code ChatBrowserIT}
 * shows; what REST does, {@link RestAttackIT}.
 */
class InjectionAttackIT {
  private static final String FORGED = "forged-line";

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  static List<String> words() {
    return List.of(
        "'; DROP TABLE message; --",
        "x' OR '1'='1",
        "\\'; DELETE FROM room; --",
        "%' UNION SELECT secret FROM setting --",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg/onload=alert(1)>",
        "${jndi:ldap://127.0.0.1/x} ${env:PATH} #{7*7} {{7*7}} %s %n {}",
        "line\r\n" + FORGED + " user=root",
        "line\u2028" + FORGED + "\u0085" + FORGED + "\u001b[31m",
        "\u202emoc.live");
  }

  @ParameterizedTest
  @MethodSource("words")
  void staysTextInMessagesAndEvents(String words) throws IOException {
    WireClient ada = visitors.guest("Ada");
    String room = Visitors.unique("room");
    String body = Visitors.unique("body");
    String content = words + " " + body;
    Visitors.join(ada, room);
    JsonNode said =
        ada.ask("chat:send", Map.of("roomId", room, "content", content, "key", printable(words)));
    assertThat(ada.event("chat:message").path("content").stringValue()).isEqualTo(content);
    ada.ask(
        "chat:edit",
        Map.of(
            "roomId",
            room,
            "messageId",
            said.path("messageId").stringValue(),
            "content",
            content + "!"));
    assertThat(ada.event("chat:edited").path("content").stringValue()).isEqualTo(content + "!");
    assertThat(Visitors.history(ada, room))
        .extracting(m -> m.path("content").stringValue())
        .containsExactly(content + "!");
    ada.ask("emit", Map.of("to", Map.of("room", room), "event", "x", "payload", words));
    assertThat(ada.event("event").path("payload").stringValue()).isEqualTo(words);
    assertThat(Files.readAllLines(SharedGateway.get().logFile()))
        .noneMatch(line -> line.contains(body) || line.stripLeading().startsWith(FORGED));
  }

  /** A key takes printable characters only. */
  private static String printable(String words) {
    String key = words.replaceAll("[^ -~]", "?");
    return key.substring(0, Math.min(64, key.length()));
  }

  @ParameterizedTest
  @MethodSource("words")
  void isNoNameOfAnythingElse(String words) {
    WireClient ada = visitors.guest("Ada");
    for (String type :
        List.of("room:join", "room:leave", "room:members", "chat:history", "typing:start")) {
      assertThat(ada.refusal(type, Map.of("roomId", words)).path("code").stringValue())
          .isEqualTo("invalid");
    }
    String room = Visitors.unique("room");
    Visitors.join(ada, room);
    assertThat(
            ada.refusal("chat:edit", Map.of("roomId", room, "messageId", words, "content", "other"))
                .path("code")
                .stringValue())
        .isIn("invalid", "not-found");
    assertThat(ada.refusal("presence:set", Map.of("status", words)).path("code").stringValue())
        .isEqualTo("invalid");
    assertThat(ada.refusal(words, Map.of()).path("code").stringValue()).isEqualTo("unknown-type");
    ada.assertNothingLeft();
  }

  @ParameterizedTest
  @MethodSource("words")
  void isTextOrRefusedInUsersNamesAndNeverALineOfTheLog(String words) throws IOException {
    WireClient ben = visitors.guest("Ben");
    String room = Visitors.unique("room");
    Visitors.join(ben, room);
    Stream.of(visitors.handshake().as(words), visitors.handshake().bearer(tokenOf(words)))
        .forEach(
            way -> {
              try (WireClient client = way.enter()) {
                JsonNode user = client.welcomed().path("user");
                Visitors.join(client, room);
                JsonNode joined = ben.event("room:user-joined");
                assertThat(joined.path("userId")).isEqualTo(user.path("id"));
                assertThat(joined.path("username")).isEqualTo(user.path("name"));
                assertThat(user.path("name").stringValue()).doesNotContain("\n", "\r", "\u202e");
              } catch (RefusedException refused) {
                assertThat(refused.status()).isIn(400, 401);
              }
            });
    assertThat(Files.readAllLines(SharedGateway.get().logFile()))
        .noneMatch(line -> line.stripLeading().startsWith(FORGED))
        .noneMatch(line -> line.contains("\u001b[31m") || line.contains("\u202e"));
  }

  private static String tokenOf(String words) {
    return SignedTokens.of(Visitors.unique(words), words);
  }
}
