package dev.parley.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dialect.WireJson;
import dev.parley.protocol.AckId;
import dev.parley.protocol.ClientKey;
import dev.parley.protocol.Command;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.EventName;
import dev.parley.protocol.FrameId;
import dev.parley.protocol.Inbound;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Reply;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Status;
import dev.parley.protocol.Target;
import dev.parley.protocol.UserId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final Epoch EPOCH = new Epoch("Vx3_kQ9mT2rLw8Za");
  private static final MessageId FIRST = new MessageId(EPOCH, 1);

  private static Inbound read(String frame) {
    return FrameReader.INSTANCE.read(frame);
  }

  /** The examples of the protocol document, and what a field may be besides. */
  static Stream<Arguments> commands() {
    return Stream.of(
        of(
            "{'type': 'auth', 'id': '1', 'data': {'token': 'eyJhbGciOi'}}",
            "1",
            new Command.Auth("eyJhbGciOi", null, null)),
        of(
            "{'type': 'auth', 'data': {'token': 't', 'batch': true}}",
            null,
            new Command.Auth("t", true, null)),
        of(
            "{'type': 'auth', 'data': {'token': 't', 'resume': {'sessionId': 's', 'rooms': ["
                + "{'roomId': 'lobby', 'since': {'epoch': 'Vx3_kQ9mT2rLw8Za', 'seq': 1}}]}}}",
            null,
            new Command.Auth(
                "t",
                null,
                new Command.Resume(
                    new SessionId("s"),
                    List.of(new Command.Join(LOBBY, new Command.Since(EPOCH, 1L, null), null))))),
        of(
            "{'type': 'auth', 'data': {'token': 't', 'resume': {'sessionId': 's'}}}",
            null,
            new Command.Auth("t", null, new Command.Resume(new SessionId("s"), null))),
        of("{'type': 'ping', 'id': '1', 'data': {}}", "1", new Command.Ping()),
        of("{'type': 'ping'}", null, new Command.Ping()),
        of(
            "{'type': 'room:join', 'id': '1', 'data': {'roomId': 'lobby'}}",
            "1",
            new Command.Join(LOBBY, null, null)),
        of(
            "{'type': 'room:join', 'id': '1', 'data': {'roomId': 'lobby', 'since': {'epoch':"
                + " 'Vx3_kQ9mT2rLw8Za', 'seq': 1, 'rev': 0}}}",
            "1",
            new Command.Join(LOBBY, new Command.Since(EPOCH, 1L, 0L), null)),
        of(
            "{'type': 'room:join', 'data': {'roomId': 'lobby', 'history': 50, 'since': {'epoch':"
                + " 'Vx3_kQ9mT2rLw8Za', 'seq': 9223372036854775807}}}",
            null,
            new Command.Join(LOBBY, new Command.Since(EPOCH, Long.MAX_VALUE, null), 50)),
        of(
            "{'type': 'room:join', 'data': {'roomId': 'lobby', 'since': null, 'history': null}}",
            null,
            new Command.Join(LOBBY, null, null)),
        of(
            "{'type': 'room:leave', 'id': '2', 'data': {'roomId': 'lobby'}}",
            "2",
            new Command.Leave(LOBBY)),
        of(
            "{'type': 'room:members', 'id': '3', 'data': {'roomId': 'lobby', 'after': 'u-ben',"
                + " 'limit': 2}}",
            "3",
            new Command.Members(LOBBY, new UserId("u-ben"), 2)),
        of(
            "{'type': 'chat:send', 'id': '2', 'data': {'roomId': 'lobby', 'content': 'Just once.',"
                + " 'key': '0c6f8d2e-send-1'}}",
            "2",
            new Command.Send(LOBBY, "Just once.", new ClientKey("0c6f8d2e-send-1"))),
        of(
            "{'type': 'chat:edit', 'id': '3', 'data': {'roomId': 'lobby', 'messageId':"
                + " 'Vx3_kQ9mT2rLw8Za.1', 'content': 'Lunch at twelve?'}}",
            "3",
            new Command.Edit(LOBBY, FIRST, "Lunch at twelve?")),
        of(
            "{'type': 'chat:delete', 'id': '3', 'data': {'roomId': 'lobby', 'messageId':"
                + " 'Vx3_kQ9mT2rLw8Za.1'}}",
            "3",
            new Command.Delete(LOBBY, FIRST)),
        of(
            "{'type': 'chat:history', 'id': '6', 'data': {'roomId': 'lobby', 'before': 2,"
                + " 'limit': 2}}",
            "6",
            new Command.History(LOBBY, 2L, null, 2)),
        of(
            "{'type': 'chat:history', 'data': {'roomId': 'lobby', 'after': 0}}",
            null,
            new Command.History(LOBBY, null, 0L, null)),
        of(
            "{'type': 'typing:start', 'data': {'roomId': 'lobby'}}",
            null,
            new Command.TypingStart(LOBBY)),
        of(
            "{'type': 'typing:stop', 'id': '2', 'data': {'roomId': 'lobby'}}",
            "2",
            new Command.TypingStop(LOBBY)),
        of(
            "{'type': 'presence:set', 'id': '2', 'data': {'status': 'away', 'text': 'back at"
                + " three'}}",
            "2",
            new Command.SetPresence(Status.AWAY, "back at three")),
        of(
            "{'type': 'presence:set', 'data': {'status': 'online'}}",
            null,
            new Command.SetPresence(Status.ONLINE, null)),
        of(
            "{'type': 'presence:set', 'data': {'status': 'busy', 'text': ''}}",
            null,
            new Command.SetPresence(Status.BUSY, "")),
        of(
            "{'type': 'emit', 'id': '1', 'data': {'to': {'user': 'u-ben'}, 'event': 'nudge',"
                + " 'payload': {'why': 'lunch'}}}",
            "1",
            emit(new Target.ToUser(new UserId("u-ben")), "nudge", "{\"why\":\"lunch\"}", null)),
        of(
            "{'type': 'emit', 'id': '3', 'data': {'to': {'room': 'lobby'}, 'event': 'cursor',"
                + " 'payload': [12, 40], 'exceptSelf': true}}",
            "3",
            emit(new Target.ToRooms(List.of(LOBBY)), "cursor", "[12,40]", true)),
        of(
            "{'type': 'emit', 'id': '3', 'data': {'to': {'rooms': ['lobby', 'library']}, 'event':"
                + " 'alarm', 'payload': 'fire drill', 'exceptSelf': true}}",
            "3",
            emit(
                new Target.ToRooms(List.of(LOBBY, new RoomName("library"))),
                "alarm",
                "\"fire drill\"",
                true)),
        of(
            "{'type': 'emit', 'id': '1', 'data': {'to': {'all': true}, 'event': 'maintenance',"
                + " 'payload': null, 'exceptSelf': false}}",
            "1",
            emit(new Target.ToAll(), "maintenance", "null", false)),
        of(
            "{'type': 'emit', 'id': '2', 'data': {'to': {'room': 'lobby'}, 'event': 'vote',"
                + " 'ackWithinMs': 1000}}",
            "2",
            new Command.Emit(
                new Target.ToRooms(List.of(LOBBY)),
                new EventName("vote"),
                Payload.NULL,
                null,
                1000)),
        of(
            "{'type': 'event:ack', 'id': '2', 'data': {'ackId': 'a-5mR0xZk8Wq', 'payload':"
                + " {'yes': true}}}",
            "2",
            new Command.EventAck(new AckId("a-5mR0xZk8Wq"), new Payload("{\"yes\":true}"))));
  }

  private static Command emit(Target to, String event, String payload, Boolean exceptSelf) {
    return new Command.Emit(to, new EventName(event), new Payload(payload), exceptSelf, null);
  }

  private static Arguments of(String frame, String id, Command command) {
    FrameId frameId = id == null ? null : new FrameId(id);
    return Arguments.of(frame.replace('\'', '"'), new Inbound.Request(frameId, command));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void readsCommands(String frame, Inbound.Request request) {
    assertThat(read(frame)).isEqualTo(request);
  }

  @Test
  void ignoresFieldsItDoesNotKnow() {
    assertThat(
            read(
                "{\"type\":\"room:leave\",\"more\":[1],\"data\":{\"roomId\":\"lobby\","
                    + "\"colour\":{\"r\":1}}}"))
        .isEqualTo(new Inbound.Request(null, new Command.Leave(LOBBY)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"text\"",
        "\"\\u0000\\u2028é😀\"",
        "[]",
        "{}",
        "[12,40]",
        "{\"a\":{\"b\":[null,false,\"c\"]}}",
        "0.1000000000000000055",
        "12345678901234567890123456789012",
        "1.10",
        "1E+400",
        "-7",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
      })
  void passesPayloadsOnWithTheirValue(String payload) throws Exception {
    Inbound inbound =
        read("{\"type\":\"event:ack\",\"data\":{\"ackId\":\"a\",\"payload\":" + payload + "}}");

    Command.EventAck ack = (Command.EventAck) ((Inbound.Request) inbound).command();
    var mapper = WireJson.mapper();
    assertThat(mapper.readTree(ack.payload().json())).isEqualTo(mapper.readTree(payload));
  }

  @Test
  void takesTheDeepestAndTheLongestThatIsAllowed() {
    String deep = "[".repeat(30) + "]".repeat(30);
    String name = "n".repeat(256);
    String number = "1".repeat(32);

    assertThat(
            read(
                "{\"type\":\"ping\",\"data\":{\"deep\":%s,\"%s\":%s}}"
                    .formatted(deep, name, number)))
        .isEqualTo(new Inbound.Request(null, new Command.Ping()));
  }

  /** What is no frame: without an id, or with the one that could be read. */
  static Stream<Arguments> malformed() {
    String notJson = "the frame is not JSON: ";
    return Stream.of(
        no("", "a frame must be a JSON object, was empty"),
        no("  ", "a frame must be a JSON object, was empty"),
        no("null", "a frame must be a JSON object, was null"),
        no("42", "a frame must be a JSON object, was 42"),
        no("[\"ping\"]", "a frame must be a JSON object, was an array"),
        no("\"ping\"", "a frame must be a JSON object, was \"ping\""),
        no("{\"type\":\"ping\"} {}", "the frame is more than one JSON object"),
        no(
            "{\"type\":\"ping\"}}",
            notJson + "\"Unexpected close marker '}': no open Object to close\""),
        no(
            "hello",
            notJson + "\"Unrecognized token 'hello': was expecting (JSON String, Number, …\""),
        no(
            "{\"type\":\"ping\"",
            notJson + "\"Unexpected end-of-input: expected close marker for Object (start…\""),
        no("{\"n\":NaN}", notJson + "\"Non-standard token 'NaN'\""),
        no("{\"n\":01}", notJson + "\"Invalid numeric value: Leading zeroes not allowed\""),
        no("{\"type\":\"ping\"/**/}", notJson + "\"Unexpected character ('/' (code 47))\""),
        no("👋", notJson + "\"Unexpected character: expected a valid value (JSON String, Numbe…\""),
        no("{\"s\":\"\\x\"}", notJson + "\"Unrecognized character escape 'x' (code 120)\""),
        no(
            "{\"type\":\"ping\",\"type\":\"ping\"}",
            notJson + "\"Duplicate Object property \"type\"\""),
        no("{\"data\":{\"a\":{\"b\":1,\"b\":2}}}", notJson + "\"Duplicate Object property \"b\"\""),
        no(
            "{\"n\":" + "1".repeat(33) + "}",
            "the frame passes a bound: Number value length (33) exceeds the maximum allowed (32)"),
        no(
            "{\"" + "n".repeat(257) + "\":1}",
            "the frame passes a bound: Name length (257) exceeds the maximum allowed (256)"),
        no(
            "{\"n\":" + "[".repeat(20_000),
            "the frame passes a bound: Document nesting depth (33) exceeds the maximum allowed"
                + " (32)"),
        no("{\"n\":1e99999999999}", "the frame passes a bound: an exponent is beyond 2147483647"),
        no("{}", "type must be a string, was missing"),
        no("{\"type\":null}", "type must be a string, was null"),
        no("{\"type\":[\"ping\"]}", "type must be a string, was an array"),
        no(
            "{\"type\":\"ping\",\"id\":4}",
            "id must be a string of 1–64 printable characters, was 4"),
        no(
            "{\"type\":\"ping\",\"id\":\"\"}",
            "id must be a string of 1–64 printable characters, was \"\""),
        no(
            "{\"type\":\"ping\",\"id\":\"a\\u0007b\"}",
            "id must be a string of 1–64 printable characters, was \"a\ufffdb\""),
        no(
            "{\"type\":\"ping\",\"id\":\"" + "i".repeat(65) + "\"}",
            "id must be a string of 1–64 printable characters, was \"" + "i".repeat(64) + "…\""));
  }

  private static Arguments no(String frame, String message) {
    return Arguments.of(
        frame,
        "{\"type\":\"error\",\"data\":{\"code\":\"malformed\",\"message\":\""
            + message.replace("\"", "\\\"")
            + "\"}}");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void answersWhatIsNoFrame(String frame, String error) {
    assertThat(errorFor(frame)).isEqualTo(error);
  }

  private static String errorFor(String frame) {
    Inbound.Malformed refused = (Inbound.Malformed) read(frame);
    return JsonCodec.INSTANCE.encode(new Reply.Error(refused.id(), refused.detail()));
  }

  @Test
  void answersWithTheIdOnceItIsRead() {
    assertThat(errorFor("{\"type\":7,\"id\":\"3\"}"))
        .isEqualTo(
            "{\"type\":\"error\",\"id\":\"3\",\"data\":{\"code\":\"malformed\",\"message\":"
                + "\"type must be a string, was 7\"}}");
    assertThat(errorFor("{\"type\":\"ping\",\"id\":\"5\",\"data\":\"x\"}"))
        .isEqualTo(
            "{\"type\":\"error\",\"id\":\"5\",\"data\":{\"code\":\"malformed\",\"message\":"
                + "\"data must be an object, was \\\"x\\\"\"}}");
    assertThat(errorFor("{\"type\":\"ping\",\"id\":\"5\",\"data\":null}"))
        .isEqualTo(
            "{\"type\":\"error\",\"id\":\"5\",\"data\":{\"code\":\"malformed\",\"message\":"
                + "\"data must be an object, was null\"}}");
    assertThat(errorFor("{\"type\":\"dance\",\"id\":\"1\"}"))
        .isEqualTo(
            "{\"type\":\"error\",\"id\":\"1\",\"data\":{\"code\":\"unknown-type\",\"message\":"
                + "\"no command has the type \\\"dance\\\"\"}}");
  }

  @Test
  void showsTheClientsOwnWordsHarmlesslyAndCut() {
    assertThat(errorFor("{\"type\":\"a\\u0007\\u2028\\ud800b" + "t".repeat(60_000) + "\"}"))
        .isEqualTo(
            "{\"type\":\"error\",\"data\":{\"code\":\"unknown-type\",\"message\":"
                + "\"no command has the type \\\"a\ufffd\ufffd\ufffdb"
                + "t".repeat(59)
                + "…\\\"\"}}");
  }

  /** Fields that are not as asked: type, data, path, message. */
  static Stream<Arguments> invalid() {
    String target =
        "must be {\"user\": id}, {\"room\": id}, {\"rooms\": [1–100 ids]} or {\"all\": true}";
    String noRoom = "must be 1–128 of letters, digits and . _ - : / ~ % #, was ";
    String half = "must be text without half a surrogate pair";
    return Stream.of(
        bad("room:join", "'roomId':['lobby']", "roomId", "must be a string, was an array"),
        bad("room:join", "'roomId':{}", "roomId", "must be a string, was an object"),
        bad("room:join", "'roomId':5", "roomId", "must be a string, was 5"),
        bad("room:join", "'roomId':'a room'", "roomId", noRoom + "\"a room\""),
        bad(
            "room:join",
            "'roomId':'" + "r".repeat(129) + "'",
            "roomId",
            noRoom + "\"" + "r".repeat(40) + "…\""),
        bad("room:join", "'history':1.5", "history", "must be a whole number, was 1.5"),
        bad("room:join", "'history':1.0", "history", "must be a whole number, was 1.0"),
        bad("room:join", "'history':'5'", "history", "must be a whole number, was \"5\""),
        bad("room:join", "'history':''", "history", "must be a whole number, was \"\""),
        bad("room:join", "'history':true", "history", "must be a whole number, was true"),
        bad("room:join", "'history':[1]", "history", "must be a whole number, was an array"),
        bad("room:join", "'history':1e400", "history", "must be a whole number, was 1E+400"),
        bad(
            "room:join",
            "'history':99999999999",
            "history",
            "must be a whole number up to 2147483647, was 99999999999"),
        bad("room:join", "'since':5", "since", "must be an object, was 5"),
        bad("room:join", "'since':''", "since", "must be an object, was \"\""),
        bad("room:join", "'since':[]", "since", "must be an object, was an array"),
        bad(
            "room:join",
            "'since':{'epoch':'!','seq':1}",
            "since.epoch",
            "must be 1–32 of letters, digits, - and _, was \"!\""),
        bad(
            "room:join",
            "'since':{'epoch':'E','seq':99999999999999999999}",
            "since.seq",
            "must be a whole number up to 9223372036854775807, was 99999999999999999999"),
        bad("chat:send", "'content':5", "content", "must be a string, was 5"),
        bad("chat:send", "'content':true", "content", "must be a string, was true"),
        bad("chat:send", "'content':['a']", "content", "must be a string, was an array"),
        bad("chat:send", "'content':'a\\ud83d'", "content", half),
        bad("chat:send", "'content':'\\udc00a'", "content", half),
        bad(
            "chat:send",
            "'key':'" + "k".repeat(65) + "'",
            "key",
            "must be 1–64 printable characters, was \"" + "k".repeat(40) + "…\""),
        bad(
            "chat:edit",
            "'messageId':'first'",
            "messageId",
            "must be a message id as the server gave it, was \"first\""),
        bad(
            "presence:set",
            "'status':'asleep'",
            "status",
            "must be online, away or busy, was \"asleep\""),
        bad(
            "presence:set",
            "'status':'offline'",
            "status",
            "must be online, away or busy, was \"offline\""),
        bad(
            "presence:set",
            "'status':'AWAY'",
            "status",
            "must be online, away or busy, was \"AWAY\""),
        bad("presence:set", "'status':0", "status", "must be a string, was 0"),
        bad("presence:set", "'text':'\\ud83d'", "text", half),
        bad("emit", "'to':{}", "to", target),
        bad("emit", "'to':'ann'", "to", target),
        bad("emit", "'to':{'user':'ann','all':true}", "to", target),
        bad("emit", "'to':{'user':1}", "to", target),
        bad("emit", "'to':{'all':false}", "to", target),
        bad("emit", "'to':{'rooms':[1]}", "to", target),
        bad("emit", "'to':{'rooms':[]}", "to.rooms", "must be 1–100 rooms, was 0"),
        bad(
            "emit",
            "'to':{'rooms':[" + "'r',".repeat(100) + "'r']}",
            "to.rooms",
            "must be 1–100 rooms, was 101"),
        bad("emit", "'to':{'room':'a b'}", "to.room", noRoom + "\"a b\""),
        bad("emit", "'to':{'rooms':['a','b c']}", "to.rooms", noRoom + "\"b c\""),
        bad("emit", "'to':{'user':''}", "to.user", "must be 1–128 printable characters, was \"\""),
        bad("emit", "'event':''", "event", "must be 1–64 printable characters, was \"\""),
        bad("emit", "'payload':'\\ud83d'", "payload", half),
        bad("emit", "'payload':[{'\\ud83d\\ude00':'a\\udc00'}]", "payload", half),
        bad("emit", "'exceptSelf':'true'", "exceptSelf", "must be true or false, was \"true\""),
        bad("emit", "'exceptSelf':1", "exceptSelf", "must be true or false, was 1"),
        bad(
            "event:ack",
            "'ackId':'a\\u0007'",
            "ackId",
            "must be 1–64 printable characters, was \"a\ufffd\""),
        bad("auth", "'resume':'s'", "resume", "must be an object, was \"s\""),
        bad("auth", "'resume':{'sessionId':7}", "resume.sessionId", "must be a string, was 7"),
        bad("auth", "'resume':{'rooms':{}}", "resume.rooms", "must be an array, was an object"),
        bad("auth", "'resume':{'rooms':[null]}", "resume.rooms[0]", "must be an object, was null"),
        bad("auth", "'resume':{'rooms':[7]}", "resume.rooms[0]", "must be an object, was 7"),
        bad(
            "auth",
            "'resume':{'rooms':[{'roomId':'r'},{'roomId':'r','since':{'epoch':7}}]}",
            "resume.rooms[1].since.epoch",
            "must be a string, was 7"),
        bad("auth", "'token':{}", "token", "must be a string, was an object"),
        bad("auth", "'batch':'yes'", "batch", "must be true or false, was \"yes\""));
  }

  private static Arguments bad(String type, String field, String path, String message) {
    return Arguments.of(
        "{'type':'%s','id':'7','data':{%s}}".formatted(type, field).replace('\'', '"'),
        "{\"type\":\"error\",\"id\":\"7\",\"data\":{\"code\":\"invalid\",\"message\":\"the data is"
            + " not as the protocol asks\",\"violations\":[{\"path\":\""
            + path
            + "\",\"message\":\""
            + message.replace("\"", "\\\"")
            + "\"}]}}");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void namesTheFieldAndWhatWasExpected(String frame, String error) {
    assertThat(errorFor(frame)).isEqualTo(error);
  }
}
