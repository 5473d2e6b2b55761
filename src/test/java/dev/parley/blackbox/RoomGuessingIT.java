package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.WireClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who guesses names learns nothing: a room that one may not see answers as one that is not there,
 * byte for byte; that it takes as long, {@link PostgresIT} holds. Rooms "closed:…" are made by
 * nobody.
 */
class RoomGuessingIT {
  private static final List<String> COMMANDS =
      List.of(
          "{'type':'room:join','id':'7','data':{'roomId':'ROOM'}}",
          "{'type':'room:join','id':'7','data':{'roomId':'ROOM','history':10}}",
          "{'type':'room:leave','id':'7','data':{'roomId':'ROOM'}}",
          "{'type':'room:members','id':'7','data':{'roomId':'ROOM'}}",
          "{'type':'room:invite','id':'7','data':{'roomId':'ROOM','userId':'u'}}",
          "{'type':'room:uninvite','id':'7','data':{'roomId':'ROOM','userId':'u'}}",
          "{'type':'chat:send','id':'7','data':{'roomId':'ROOM','content':'hello'}}",
          "{'type':'chat:edit','id':'7','data':{'roomId':'ROOM','messageId':'a.1','content':'x'}}",
          "{'type':'chat:delete','id':'7','data':{'roomId':'ROOM','messageId':'a.1'}}",
          "{'type':'chat:history','id':'7','data':{'roomId':'ROOM'}}",
          "{'type':'typing:start','id':'7','data':{'roomId':'ROOM'}}",
          "{'type':'typing:stop','id':'7','data':{'roomId':'ROOM'}}",
          "{'type':'emit','id':'7','data':{'to':{'room':'ROOM'},'event':'e'}}",
          "{'type':'emit','id':'7','data':{'to':{'rooms':['ROOM']},'event':'e'}}");

  @RegisterExtension final Visitors visitors = new Visitors(RightsGateway::get);

  private final String suffix = Visitors.unique("x");
  private WireClient insider;
  private RawSocket outsider;

  @BeforeEach
  void someRoomsAreThere() {
    insider = RightsGateway.user(visitors, "acme", Visitors.unique("owner"), "staff", "moderator");
    for (String room : List.of("hidden:" + suffix, "team:" + suffix, "#" + insider.userId())) {
      Visitors.join(insider, room);
      Visitors.say(insider, room, "for us only");
      insider.event("chat:message");
    }
    String token = RightsGateway.token("acme", Visitors.unique("mallory"), Map.of());
    outsider =
        visitors.closing(
            RawSocket.open(visitors.endpoint(), Map.of("Authorization", "Bearer " + token)));
    outsider.readUntil(RawFrame.TEXT);
  }

  static Stream<Arguments> commands() {
    return COMMANDS.stream()
        .flatMap(
            command ->
                Stream.of("hidden:", "team:", "#").map(family -> Arguments.of(command, family)));
  }

  private String existing(String family) {
    return family.equals("#") ? "#" + insider.userId() : family + suffix;
  }

  private String answer(String command, String room) {
    outsider.sendText(command.replace('\'', '"').replace("ROOM", room));
    return outsider.readUntil(RawFrame.TEXT).text().replace(room, "ROOM");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aRoomThatIsThereAnswersByteForByteAsOneThatIsNot(String command, String family) {
    String ofExisting = answer(command, existing(family));
    assertThat(ofExisting)
        .contains("\"not-found\"")
        .isEqualTo(answer(command, family + "no-such-" + suffix));
    if (!command.contains("invite")) { // which rooms of a family one may enter do not take
      assertThat(ofExisting).isEqualTo(answer(command, "closed:" + suffix));
    }
    insider.assertNothingLeft();
  }
}
