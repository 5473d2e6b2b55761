package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.PostgresServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The gateway on PostgreSQL, whose tables can be read and locked from outside: what stands in them,
 * and who waits for them. Rooms "staff:…" are encrypted, by a keyset that the WAR's command made.
 */
class PostgresIT {
  /** What looks into the database before it says that a room is not there. */
  private static final Map<String, Map<String, ?>> LOOKING =
      Map.of(
          "room:join", Map.of(),
          "room:invite", Map.of("userId", "u"),
          "room:uninvite", Map.of("userId", "u"),
          "chat:history", Map.of());

  /** What knows it already. */
  private static final Map<String, Map<String, ?>> KNOWING =
      Map.of(
          "room:leave", Map.of(),
          "room:members", Map.of(),
          "chat:send", Map.of("content", "x"),
          "chat:edit", Map.of("messageId", "a.1", "content", "x"),
          "chat:delete", Map.of("messageId", "a.1"),
          "typing:start", Map.of(),
          "typing:stop", Map.of());

  @TempDir private static Path folder;
  private static PostgresServer database;
  private static GatewayServer server;
  private static String keys;

  @RegisterExtension final Visitors visitors = new Visitors(() -> server);

  @BeforeAll
  static void start() {
    Path keyset = folder.resolve("keyset.json");
    keys = KeysetMaker.run(folder, "new", keyset.toString());
    database = PostgresServer.start();
    server =
        GatewayServer.start(
            SharedGateway.options()
                .with(database.database())
                .with("parley.encryption.keyset-file", keyset.toString())
                .with(
                    "parley.room.policies",
                    "[{rooms = \"staff:*\", encrypt = true},"
                        + " {rooms = \"team:*\", kind = private},"
                        + " {rooms = \"hidden:*\", join = [moderator]}]"));
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  void theTablesHoldNoPlainTextOfARoomThatIsEncryptedAndClientsNoticeNothing() throws Exception {
    WireClient ann = visitors.user(Visitors.unique("ann"));
    for (String room : List.of("staff:desk", "lobby")) {
      Visitors.join(ann, room);
      Visitors.say(ann, room, "as plain as can be");
      ann.event("chat:message");
    }
    JsonNode message = Visitors.history(ann, "staff:desk").get(0);
    assertThat(message.path("content").stringValue()).isEqualTo("as plain as can be");
    String id = message.path("messageId").stringValue();
    ann.ask(
        "chat:edit",
        Map.of("roomId", "staff:desk", "messageId", id, "content", "still as plain as can be"));

    assertThat(database.column("SELECT content FROM message WHERE room = 'lobby'"))
        .containsExactly("as plain as can be");
    assertThat(database.column("SELECT CAST(m AS text) FROM message m WHERE room = 'staff:desk'"))
        .singleElement()
        .asString()
        .contains("\\x01")
        .doesNotContain("plain", hex("plain"));
    assertThat(database.column("SELECT CAST(id AS text) FROM encryption_key"))
        .singleElement()
        .satisfies(key -> assertThat(keys).contains(key + "  encrypts and decrypts"));
    RestClient reader = ApiKeys.service(() -> server, "reader", List.of("read"), "staff:*");
    JsonNode page = body(reader.get("api/messages?roomId=staff:desk"), 200);
    assertThat(page.path("messages").get(0).path("content").stringValue())
        .isEqualTo("still as plain as can be");
  }

  /**
   * So the data source's driver is set to, by the file in server-config that the server was given.
   */
  @Test
  void messagesThatShareACommitAreOneInsert() throws Exception {
    WireClient ann = visitors.user(Visitors.unique("ann"));
    String room = Visitors.unique("room");
    Visitors.join(ann, room);
    database.execute(
        """
        CREATE TABLE inserted (rows bigint);
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN INSERT INTO inserted SELECT count(*) FROM added; RETURN NULL; END $$;
        CREATE TRIGGER noted AFTER INSERT ON message REFERENCING NEW TABLE AS added
          FOR EACH STATEMENT EXECUTE FUNCTION note()""");
    try {
      await()
          .atMost(1, TimeUnit.MINUTES)
          .until(
              () -> { // how many share a commit is chance
                IntStream.range(0, 20)
                    .mapToObj(
                        i -> ann.send("chat:send", Map.of("roomId", room, "content", "m" + i)))
                    .toList()
                    .forEach(ann::answer);
                return Long.parseLong(
                        database.column("SELECT coalesce(max(rows), 0) FROM inserted").get(0))
                    > 1;
              });
    } finally {
      database.execute("DROP TRIGGER noted ON message");
    }
  }

  private static String hex(String text) {
    StringBuilder hex = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append(String.format("%02x", each));
    }
    return hex.toString();
  }

  /** Nobody can tell by the time it takes: for the same command all wait for it, or nobody. */
  @Test
  void whoGuessesRoomsWaitsForTheDatabaseWhetherThereIsOneOrNot() throws Exception {
    WireClient insider = visitors.user(Visitors.unique("insider"), "moderator");
    String suffix = Visitors.unique("x");
    List<String> existing = List.of("hidden:" + suffix, "team:" + suffix, "#" + insider.userId());
    for (String room : existing) {
      Visitors.join(insider, room);
      Visitors.say(insider, room, "for us only");
    }
    List<String> rooms = new ArrayList<>(existing);
    rooms.addAll(List.of("hidden:no-" + suffix, "team:no-" + suffix, "#no-" + suffix));
    ExecutorService waiting = Executors.newCachedThreadPool();
    List<CompletableFuture<String>> looking = new ArrayList<>();
    List<String> knowing = new ArrayList<>();
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      Map<String, List<WireClient>> outsiders = new HashMap<>();
      rooms.forEach(room -> outsiders.put(room, outsiders(LOOKING.size() + 1)));
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE room_log, room_member, message IN ACCESS EXCLUSIVE MODE");
      for (String room : rooms) {
        List<WireClient> clients = new ArrayList<>(outsiders.get(room));
        LOOKING.forEach(
            (type, data) -> {
              WireClient client = clients.remove(0);
              looking.add(
                  CompletableFuture.supplyAsync(() -> refusal(client, type, data, room), waiting));
            });
      }
      for (String room : rooms) {
        WireClient client = outsiders.get(room).get(LOOKING.size());
        KNOWING.forEach((type, data) -> knowing.add(refusal(client, type, data, room)));
      }
      assertThat(looking).noneMatch(CompletableFuture::isDone);
      other.rollback();
      for (CompletableFuture<String> each : looking) {
        knowing.add(each.get(10, TimeUnit.SECONDS));
      }
    } finally {
      waiting.shutdownNow();
    }
    assertThat(knowing)
        .hasSize(rooms.size() * (LOOKING.size() + KNOWING.size()))
        .containsOnly("not-found there is no room ROOM");
  }

  private List<WireClient> outsiders(int count) {
    List<WireClient> outsiders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      WireClient outsider = visitors.user(Visitors.unique("mallory"));
      outsider.welcomed();
      outsiders.add(outsider);
    }
    return outsiders;
  }

  private static String refusal(WireClient client, String type, Map<String, ?> data, String room) {
    Map<String, Object> whole = new HashMap<>(data);
    whole.put("roomId", room);
    JsonNode refusal = client.refusal(type, whole);
    return refusal.path("code").stringValue()
        + " "
        + refusal.path("message").stringValue().replace(room, "ROOM");
  }
}
