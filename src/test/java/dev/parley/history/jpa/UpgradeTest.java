package dev.parley.history.jpa;

import static dev.parley.history.Caller.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.Extent;
import dev.parley.history.LogHead;
import dev.parley.history.Missed;
import dev.parley.history.PolicyByRoom;
import dev.parley.protocol.ClientKey;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database that the first release has filled (its schema is version 2) is brought up to date, and
 * the gateway goes on with it: on both providers and both databases.
 */
class UpgradeTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final RoomName TRIMMED = new RoomName("trimmed");
  private static final UserId ANN = new UserId("u-ann");
  private static final Epoch EPOCH = new Epoch("Vx3_kQ9mT2rLw8Za");

  /** As the first release wrote them, byte for byte; the digests are of its own making. */
  private static final List<String> ROWS =
      List.of(
          "INSERT INTO room_log VALUES ('lobby', 'Vx3_kQ9mT2rLw8Za', 1, 4, 2, 1773480000000)",
          "INSERT INTO room_log VALUES ('trimmed', 'Hd7_pW1nY5sKc3Xb', 8, 7, 0, 1773480000001)",
          "INSERT INTO message VALUES ('lobby', 1, 0, 'u-ann', 'Ann', 'One: Zoë 😀', 1773480001000,"
              + " NULL, NULL, NULL, NULL, NULL, NULL)",
          "INSERT INTO message VALUES ('lobby', 2, 1, 'u-ann', 'Ann', 'Two, edited.', 1773480002000,"
              + " 1773480009000, 'u-mod', NULL, NULL, 'EOw7yj96tVRmjUHEKg7vFw',"
              + " 'Xe7kubuAMS7yNEkdx_eMoDW1RSO8-jl9b0SR--o5J2U')",
          "INSERT INTO message VALUES ('lobby', 3, 2, 'guest-b', 'Ben', NULL, 1773480003000,"
              + " NULL, NULL, 1773480010000, 'guest-b', NULL, NULL)",
          "INSERT INTO message VALUES ('lobby', 4, 0, 'guest-b', 'Ben', 'Four.', 1773480004000,"
              + " NULL, NULL, NULL, NULL, NULL, NULL)",
          "INSERT INTO setting VALUES ('guest-secret', 'c2VjcmV0')");

  private TestDatabase database;
  private EntityManagerFactory unit;

  @AfterEach
  void stop() {
    if (unit != null) {
      unit.close();
    }
    database.close();
  }

  /** The first release's database, upgraded. */
  private LocalLogStore upgraded(Provider provider, String name, Path folder) {
    database = name.equals("h2") ? TestDatabase.h2(folder) : TestDatabase.postgres();
    Flyway.configure()
        .dataSource(database.pool())
        .locations("classpath:db/migration")
        .table("parley_schema")
        .target("2")
        .load()
        .migrate();
    ROWS.forEach(database::execute);
    new Schema(database.pool()).migrate();
    new KeyRegister(database.pool(), TestKeys.cipher("")).check();
    unit = provider.unit(database.pool());
    MessageBodies bodies = new MessageBodies(PolicyByRoom.KEEP_ALL, TestKeys.cipher(""));
    return new LocalLogStore(unit, Clock.systemUTC(), bodies);
  }

  private static Message message(long seq) {
    UserId sender = seq < 3 ? ANN : new UserId("guest-b");
    UserName name = new UserName(seq < 3 ? "Ann" : "Ben");
    String[] contents = {"One: Zoë 😀", "Two, edited.", null, "Four."};
    boolean edited = seq == 2;
    boolean deleted = seq == 3;
    return new Message(
        new MessageId(EPOCH, seq),
        LOBBY,
        EPOCH,
        seq,
        edited ? 1 : deleted ? 2 : 0,
        sender,
        name,
        contents[(int) seq - 1],
        Instant.ofEpochMilli(1773480000000L + seq * 1_000),
        edited ? Instant.ofEpochMilli(1773480009000L) : null,
        edited ? new UserId("u-mod") : null,
        deleted ? Instant.ofEpochMilli(1773480010000L) : null,
        deleted ? sender : null);
  }

  private static List<Message> messages(long from, long to) {
    return Stream.iterate(from, seq -> seq <= to, seq -> seq + 1)
        .map(UpgradeTest::message)
        .toList();
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void whatTheFirstReleaseKeptIsThere(Provider provider, String name, @TempDir Path folder) {
    LocalLogStore store = upgraded(provider, name, folder);

    assertThat(store.find(LOBBY)).contains(new LogHead(EPOCH, 1, 4, 2));
    assertThat(store.find(TRIMMED)).contains(new LogHead(new Epoch("Hd7_pW1nY5sKc3Xb"), 8, 7, 0));
    assertThat(store.after(LOBBY, 0, 10).messages()).isEqualTo(messages(1, 4));
    assertThat(store.before(LOBBY, 4, 2).messages()).isEqualTo(messages(2, 3));
    assertThat(store.extents(null, 10))
        .containsExactly(new Extent(LOBBY, 1, 4, Instant.ofEpochMilli(1773480001000L)));
    try (EntityManager em = unit.createEntityManager()) {
      assertThat(
              em.createQuery(
                      "select s.content from SettingRow s where s.name = 'guest-secret'",
                      String.class)
                  .getSingleResult())
          .isEqualTo("c2VjcmV0");
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void positionsKeysAndSequencesGoOn(Provider provider, String name, @TempDir Path folder) {
    LocalLogStore store = upgraded(provider, name, folder);

    assertThat(store.missed(LOBBY, new Position(EPOCH, 3, 1), new Position(EPOCH, 4, 2), 100))
        .isEqualTo(new Missed.All(List.of(message(4)), List.of(message(3))));
    Entry retry =
        new Entry.Post(LOBBY, ANN, new UserName("Ann"), "Two, as sent.", new ClientKey("order-7"));
    assertThat(change(store.commit(List.of(retry)).get(0)))
        .isEqualTo(new Change.Repeated(message(2)));
    Entry edit = new Entry.Edit(LOBBY, ANN, sender -> false, new MessageId(EPOCH, 1), "One!");
    Message edited = change(store.commit(List.of(edit)).get(0)).message();
    assertThat(edited.rev()).isEqualTo(3);
    assertThat(edited.content()).isEqualTo("One!");
    for (RoomName room : List.of(LOBBY, TRIMMED)) {
      Entry post = new Entry.Post(room, ANN, new UserName("Ann"), "next", null);
      assertThat(change(store.commit(List.of(post)).get(0)).message().seq())
          .isEqualTo(room.equals(LOBBY) ? 5 : 8);
    }
  }
}
