package dev.parley.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.AckId;
import dev.parley.protocol.ChangedMessage;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.EventName;
import dev.parley.protocol.FrameId;
import dev.parley.protocol.Invitation;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Member;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outbound;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Reply;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserInfo;
import dev.parley.protocol.UserName;
import dev.parley.protocol.Violation;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonCodecTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final UserId ADA = new UserId("u-ada");
  private static final UserName ADAS_NAME = new UserName("Ada");
  private static final ClientId CLIENT = new ClientId("c-7Qk2mV9xJd");
  private static final Epoch EPOCH = new Epoch("Vx3");
  private static final Instant THEN = Instant.parse("2026-03-14T09:26:53.589Z");
  private static final Instant LATER = Instant.parse("2026-03-14T09:27:10Z");
  private static final UserInfo INFO = new UserInfo(ADA, ADAS_NAME, List.of("admin", "member"));
  private static final Message POSTED =
      Message.posted(LOBBY, EPOCH, 1, ADA, ADAS_NAME, "Good \"morning\"!", THEN);
  private static final Message EDITED =
      ChangedMessage.edited(POSTED, "Ben?", new UserId("u-mod"), LATER, 3);
  private static final Message DELETED = ChangedMessage.deleted(POSTED, ADA, LATER, 4);

  private static final String POSTED_JSON =
      """
      {"messageId":"Vx3.1","roomId":"lobby","epoch":"Vx3","seq":1,"senderId":"u-ada",\
      "senderName":"Ada","content":"Good \\"morning\\"!","timestamp":"2026-03-14T09:26:53.589Z"}""";
  private static final String EDITED_JSON =
      """
      {"messageId":"Vx3.1","roomId":"lobby","epoch":"Vx3","seq":1,"rev":3,"senderId":"u-ada",\
      "senderName":"Ada","content":"Ben?","timestamp":"2026-03-14T09:26:53.589Z",\
      "editedAt":"2026-03-14T09:27:10.000Z","editedBy":"u-mod"}""";
  private static final String DELETED_JSON =
      """
      {"messageId":"Vx3.1","roomId":"lobby","epoch":"Vx3","seq":1,"rev":4,"senderId":"u-ada",\
      "senderName":"Ada","timestamp":"2026-03-14T09:26:53.589Z",\
      "deletedAt":"2026-03-14T09:27:10.000Z","deletedBy":"u-ada"}""";
  private static final String INFO_JSON =
      """
      {"id":"u-ada","name":"Ada","roles":["admin","member"]}""";

  private static String encode(Outbound message) {
    return JsonCodec.INSTANCE.encode(message);
  }

  static Stream<Arguments> events() {
    Limits limits = new Limits(65536, 8000, 20, 40, 100, 100, 6000, 120_000);
    Event.Sender sender = new Event.Sender(ADA, ADAS_NAME, CLIENT);
    EventName vote = new EventName("vote");
    return Stream.of(
        Arguments.of(
            new Event.Welcome(
                CLIENT, new SessionId("s-tB5"), INFO, 25_000, limits, "node-1", "eyJ.a.b"),
            """
            {"type":"welcome","data":{"clientId":"c-7Qk2mV9xJd","sessionId":"s-tB5",\
            "user":%s,"heartbeatMs":25000,"limits":{"frameBytes":65536,"contentChars":8000,\
            "commandsPerSecond":20,"commandBurst":40,"roomsPerSession":100,"historyPage":100,\
            "typingMs":6000,"resumeMs":120000},"node":"node-1","guestToken":"eyJ.a.b"}}"""
                .formatted(INFO_JSON)),
        Arguments.of(
            new Event.UserJoined(LOBBY, ADA, ADAS_NAME),
            """
            {"type":"room:user-joined","data":{"roomId":"lobby","userId":"u-ada",\
            "username":"Ada"}}"""),
        Arguments.of(
            new Event.UserLeft(LOBBY, ADA),
            """
            {"type":"room:user-left","data":{"roomId":"lobby","userId":"u-ada"}}"""),
        Arguments.of(
            new Event.MemberCount(LOBBY, 201),
            """
            {"type":"room:count","data":{"roomId":"lobby","memberCount":201}}"""),
        Arguments.of(
            new Event.RoomResumed(
                new Result.Joined(
                    LOBBY,
                    new Epoch("Vx3"),
                    1,
                    2,
                    false,
                    "no-position",
                    List.of(POSTED),
                    List.of(),
                    List.of(),
                    3)),
            """
            {"type":"room:resumed","data":{"roomId":"lobby","epoch":"Vx3","seq":1,"rev":2,\
            "recovered":false,"reason":"no-position","messages":[%s],"changed":[],\
            "members":[],"memberCount":3}}"""
                .formatted(POSTED_JSON)),
        Arguments.of(
            new Event.RoomLost(LOBBY, ErrorCode.LIMIT_REACHED, "the room is full"),
            """
            {"type":"room:lost","data":{"roomId":"lobby","code":"limit-reached",\
            "message":"the room is full"}}"""),
        Arguments.of(
            new Event.Invited(new Invitation(LOBBY, true, ADA, THEN)),
            """
            {"type":"room:invited","data":{"roomId":"lobby","moderator":true,"by":"u-ada",\
            "invitedAt":"2026-03-14T09:26:53.589Z"}}"""),
        Arguments.of(
            new Event.Uninvited(LOBBY, ADA),
            """
            {"type":"room:uninvited","data":{"roomId":"lobby","by":"u-ada"}}"""),
        Arguments.of(
            new Event.ChatMessage(POSTED),
            "{\"type\":\"chat:message\",\"data\":" + POSTED_JSON + "}"),
        Arguments.of(
            new Event.ChatEdited(EDITED),
            "{\"type\":\"chat:edited\",\"data\":" + EDITED_JSON + "}"),
        Arguments.of(
            new Event.ChatDeleted(DELETED),
            "{\"type\":\"chat:deleted\",\"data\":" + DELETED_JSON + "}"),
        Arguments.of(
            new Event.TypingUser(LOBBY, ADA, ADAS_NAME),
            """
            {"type":"typing:user","data":{"roomId":"lobby","userId":"u-ada","username":"Ada"}}"""),
        Arguments.of(
            new Event.TypingStopped(LOBBY, ADA),
            """
            {"type":"typing:stopped","data":{"roomId":"lobby","userId":"u-ada"}}"""),
        Arguments.of(
            new Event.Custom(vote, new Payload("{\"n\":[1,null]}"), sender, new AckId("a-5mR")),
            """
            {"type":"event","data":{"event":"vote","payload":{"n":[1,null]},"from":{"userId":\
            "u-ada","username":"Ada","clientId":"c-7Qk2mV9xJd"},"ackId":"a-5mR"}}"""),
        Arguments.of(
            new Event.Custom(vote, Payload.NULL, sender, null),
            """
            {"type":"event","data":{"event":"vote","payload":null,"from":{"userId":"u-ada",\
            "username":"Ada","clientId":"c-7Qk2mV9xJd"}}}"""),
        Arguments.of(
            new Event.PresenceChanged(ADA, Status.BUSY, "até já"),
            """
            {"type":"presence:changed","data":{"userId":"u-ada","status":"busy",\
            "text":"até já"}}"""),
        Arguments.of(
            new Event.PresenceChanged(ADA, Status.OFFLINE, null),
            """
            {"type":"presence:changed","data":{"userId":"u-ada","status":"offline"}}"""),
        Arguments.of(
            new Event.Muted(LOBBY, THEN, "enough"),
            """
            {"type":"moderation:muted","data":{"roomId":"lobby",\
            "until":"2026-03-14T09:26:53.589Z","reason":"enough"}}"""),
        Arguments.of(
            new Event.Muted(null, null, "enough"),
            """
            {"type":"moderation:muted","data":{"reason":"enough"}}"""),
        Arguments.of(
            new Event.Kicked(LOBBY, THEN, "calm down"),
            """
            {"type":"moderation:kicked","data":{"roomId":"lobby",\
            "until":"2026-03-14T09:26:53.589Z","reason":"calm down"}}"""),
        Arguments.of(
            new Event.Banned(null, null, "enough"),
            """
            {"type":"moderation:banned","data":{"reason":"enough"}}"""),
        Arguments.of(
            new Event.ReportDecided(
                "18f3a2b4c5d60718", LOBBY, new MessageId(new Epoch("e"), 3), "removed"),
            """
            {"type":"moderation:report-decided","data":{"reportId":"18f3a2b4c5d60718",\
            "roomId":"lobby","messageId":"e.3","state":"removed"}}"""),
        Arguments.of(
            new Event.Lifted("mute", LOBBY),
            """
            {"type":"moderation:lifted","data":{"kind":"mute","roomId":"lobby"}}"""),
        Arguments.of(
            new Event.Disconnected("a client that hangs"),
            """
            {"type":"moderation:disconnected","data":{"reason":"a client that hangs"}}"""),
        Arguments.of(
            new Event.RoomModerated(LOBBY, true, false, 30, true, null),
            """
            {"type":"moderation:room","data":{"roomId":"lobby","locked":true,"readOnly":false,\
            "slowModeSeconds":30,"membersOnly":true}}"""),
        Arguments.of(
            new Event.Announced(
                "18f3a2b4c5d60718",
                null,
                "We close at ten.",
                "info",
                Instant.parse("2026-03-14T10:26:53.589Z"),
                new UserId("u-mod"),
                Instant.parse("2026-03-14T09:26:53.589Z")),
            """
            {"type":"moderation:announcement","data":{"id":"18f3a2b4c5d60718",\
            "content":"We close at ten.","level":"info","until":"2026-03-14T10:26:53.589Z",\
            "by":"u-mod","timestamp":"2026-03-14T09:26:53.589Z"}}"""),
        Arguments.of(
            new Event.AnnouncementEnded("18f3a2b4c5d60718", LOBBY),
            """
            {"type":"moderation:announcement-ended","data":{"id":"18f3a2b4c5d60718",\
            "roomId":"lobby"}}"""),
        Arguments.of(
            new Event.AuthExpired(25_000),
            """
            {"type":"auth:expired","data":{"closesInMs":25000}}"""),
        Arguments.of(
            new Event.Goodbye("token-expired", 0),
            """
            {"type":"goodbye","data":{"reason":"token-expired","reconnectAfterMs":0}}"""));
  }

  @ParameterizedTest
  @MethodSource("events")
  void writesEvents(Event event, String frame) {
    assertThat(encode(event)).isEqualTo(frame);
  }

  @Test
  void everyEventIsAmongThose() {
    Set<Class<?>> written = new HashSet<>();
    events().forEach(arguments -> written.add(arguments.get()[0].getClass()));

    assertThat(written).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
  }

  @Test
  void leavesOutTheTokenOfWhoIsNoGuest() {
    Limits limits = new Limits(1, 2, 3, 4, 5, 6, 7, 8);

    assertThat(
            encode(new Event.Welcome(CLIENT, new SessionId("s"), INFO, 25_000, limits, "n", null)))
        .endsWith("\"typingMs\":7,\"resumeMs\":8},\"node\":\"n\"}}");
  }

  static Stream<Arguments> results() {
    MessageId id = new MessageId(EPOCH, 1);
    List<Member> members =
        List.of(
            new Member(ADA, ADAS_NAME, Status.ONLINE, null),
            new Member(new UserId("u-ben"), new UserName("Ben"), Status.AWAY, "lunch"));
    String membersJson =
        """
        [{"userId":"u-ada","username":"Ada","status":"online"},\
        {"userId":"u-ben","username":"Ben","status":"away","text":"lunch"}]""";
    return Stream.of(
        Arguments.of(new Result.Done(), "{}"),
        Arguments.of(
            new Result.Authenticated(INFO, LATER, null),
            "{\"user\":" + INFO_JSON + ",\"expiresAt\":\"2026-03-14T09:27:10.000Z\"}"),
        Arguments.of(new Result.Authenticated(INFO, null, null), "{\"user\":" + INFO_JSON + "}"),
        Arguments.of(
            new Result.Authenticated(INFO, null, false),
            "{\"user\":" + INFO_JSON + ",\"resumed\":false}"),
        Arguments.of(
            new Result.Joined(
                LOBBY, EPOCH, 3, 2, true, null, List.of(POSTED), List.of(EDITED), members, 7),
            """
            {"roomId":"lobby","epoch":"Vx3","seq":3,"rev":2,"recovered":true,"messages":[%s],\
            "changed":[%s],"members":%s,"memberCount":7}"""
                .formatted(POSTED_JSON, EDITED_JSON, membersJson)),
        Arguments.of(
            new Result.Joined(
                LOBBY, EPOCH, 0, 0, false, "trimmed", List.of(), List.of(), List.of(), 0),
            """
            {"roomId":"lobby","epoch":"Vx3","seq":0,"rev":0,"recovered":false,"reason":"trimmed",\
            "messages":[],"changed":[],"members":[],"memberCount":0}"""),
        Arguments.of(new Result.Left(LOBBY), "{\"roomId\":\"lobby\"}"),
        Arguments.of(
            new Result.MemberPage(LOBBY, members, 7, true),
            """
            {"roomId":"lobby","members":%s,"memberCount":7,"more":true}"""
                .formatted(membersJson)),
        Arguments.of(
            new Result.Invited(LOBBY, ADA, false),
            """
            {"roomId":"lobby","userId":"u-ada","moderator":false}"""),
        Arguments.of(
            new Result.Reported("18f3a2b4c5d60718"),
            """
            {"reportId":"18f3a2b4c5d60718"}"""),
        Arguments.of(
            new Result.Uninvited(LOBBY, ADA),
            """
            {"roomId":"lobby","userId":"u-ada"}"""),
        Arguments.of(
            new Result.Invitations(List.of(new Invitation(LOBBY, false, ADA, THEN)), true),
            """
            {"invitations":[{"roomId":"lobby","moderator":false,"by":"u-ada",\
            "invitedAt":"2026-03-14T09:26:53.589Z"}],"more":true}"""),
        Arguments.of(
            new Result.Sent(id, LOBBY, EPOCH, 1, THEN),
            """
            {"success":true,"messageId":"Vx3.1","roomId":"lobby","epoch":"Vx3","seq":1,\
            "timestamp":"2026-03-14T09:26:53.589Z"}"""),
        Arguments.of(
            new Result.Changed(id, LOBBY, EPOCH, 1, 4, LATER),
            """
            {"messageId":"Vx3.1","roomId":"lobby","epoch":"Vx3","seq":1,"rev":4,\
            "timestamp":"2026-03-14T09:27:10.000Z"}"""),
        Arguments.of(
            new Result.HistoryPage(LOBBY, EPOCH, List.of(POSTED, DELETED), false),
            """
            {"roomId":"lobby","epoch":"Vx3","messages":[%s,%s],"more":false}"""
                .formatted(POSTED_JSON, DELETED_JSON)),
        Arguments.of(new Result.Emitted(2, null, null), "{\"delivered\":2}"),
        Arguments.of(
            new Result.Emitted(
                2,
                List.of(new Result.Answer(ADA, CLIENT, new Payload("{\"yes\":true}"))),
                List.of(new Result.Recipient(ADA, CLIENT))),
            """
            {"delivered":2,"answers":[{"userId":"u-ada","clientId":"c-7Qk2mV9xJd","payload":\
            {"yes":true}}],"silent":[{"userId":"u-ada","clientId":"c-7Qk2mV9xJd"}]}"""));
  }

  @ParameterizedTest
  @MethodSource("results")
  void writesAcks(Result result, String data) {
    assertThat(encode(new Reply.Ack(new FrameId("7"), result)))
        .isEqualTo("{\"type\":\"ack\",\"id\":\"7\",\"data\":" + data + "}");
  }

  @Test
  void everyResultIsAmongThose() {
    Set<Class<?>> written = new HashSet<>();
    results().forEach(arguments -> written.add(arguments.get()[0].getClass()));

    assertThat(written).containsExactlyInAnyOrder(Result.class.getPermittedSubclasses());
  }

  @Test
  void writesPongs() {
    assertThat(encode(new Reply.Pong(new FrameId("1"))))
        .isEqualTo("{\"type\":\"pong\",\"id\":\"1\",\"data\":{}}");
    assertThat(encode(new Reply.Pong(null))).isEqualTo("{\"type\":\"pong\",\"data\":{}}");
  }

  @Test
  void writesErrors() {
    FrameId id = new FrameId("7");

    assertThat(encode(new Reply.Error(id, Detail.of(ErrorCode.NOT_JOINED, "join \"it\" first"))))
        .isEqualTo(
            """
            {"type":"error","id":"7","data":{"code":"not-joined",\
            "message":"join \\"it\\" first"}}""");
    assertThat(encode(new Reply.Error(null, Detail.rateLimited(48))))
        .isEqualTo(
            """
            {"type":"error","data":{"code":"rate-limited",\
            "message":"too many commands, wait 48 ms","retryAfterMs":48}}""");
    Detail two =
        Detail.invalid(List.of(new Violation("a.b", "must be given"), new Violation("c", "no")));
    assertThat(encode(new Reply.Error(id, two)))
        .isEqualTo(
            """
            {"type":"error","id":"7","data":{"code":"invalid","message":\
            "the data is not as the protocol asks","violations":[{"path":"a.b","message":\
            "must be given"},{"path":"c","message":"no"}]}}""");
  }

  @Test
  void namesEveryErrorAsTheProtocolDoes() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::wire))
        .containsExactly(
            "malformed",
            "invalid",
            "unknown-type",
            "unauthenticated",
            "forbidden",
            "not-found",
            "muted",
            "banned",
            "locked",
            "slow-mode",
            "filtered",
            "not-joined",
            "key-conflict",
            "limit-reached",
            "rate-limited",
            "unavailable",
            "unconfirmed",
            "internal");
  }

  @Test
  void putsFramesIntoABatchInTheirOrder() {
    assertThat(JsonCodec.INSTANCE.batch(List.of("{\"a\":1}", "{\"b\":2}")))
        .isEqualTo("{\"type\":\"batch\",\"data\":[{\"a\":1},{\"b\":2}]}");
    assertThat(JsonCodec.INSTANCE.batch(List.of("{}")))
        .isEqualTo("{\"type\":\"batch\",\"data\":[{}]}");
  }
}
