package dev.parley.history.jpa;

import static dev.parley.history.Caller.change;
import static dev.parley.history.Caller.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.history.BodyCipher;
import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.Missed;
import dev.parley.history.PolicyByRoom;
import dev.parley.history.Retention;
import dev.parley.history.UndecryptableException;
import dev.parley.protocol.ClientKey;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the rows of rooms that are encrypted, on both providers and both databases. */
class EncryptionTest {
  private static final RoomName STAFF = new RoomName("staff:desk");
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final UserId ANN = new UserId("ann");
  private static final String PLAIN = "the plain text of it";

  private static TestDatabase h2;
  private static TestDatabase postgres;

  @BeforeAll
  static void start(@TempDir Path folder) {
    h2 = TestDatabase.h2(folder);
    postgres = TestDatabase.postgres();
    new Schema(h2.pool()).migrate();
    new Schema(postgres.pool()).migrate();
  }

  @AfterAll
  static void stop() {
    h2.close();
    postgres.close();
  }

  /** The stores of one provider on one database, which has no messages at first. */
  private static final class Place implements AutoCloseable {
    private final TestDatabase database;
    private final EntityManagerFactory unit;

    Place(Provider provider, String name) {
      this.database = name.equals("h2") ? h2 : postgres;
      this.unit = provider.unit(database.pool());
      database.execute("DELETE FROM message_change");
      database.execute("DELETE FROM message");
      database.execute("DELETE FROM room_log");
      database.execute("DELETE FROM encryption_key");
    }

    LocalLogStore store(String keyset) {
      return store(keyset, true);
    }

    LocalLogStore store(String keyset, boolean encrypts) {
      BodyCipher cipher = TestKeys.cipher(keyset);
      new KeyRegister(database.pool(), cipher).check();
      MessageBodies bodies =
          new MessageBodies(
              PolicyByRoom.encrypting(room -> encrypts && room.value().startsWith("staff:")),
              cipher);
      return new LocalLogStore(unit, Clock.systemUTC(), bodies);
    }

    /** Everything that the table of messages holds, bytes as text of one byte a character. */
    String dump() throws SQLException {
      StringBuilder dump = new StringBuilder();
      try (Connection connection = database.pool().getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM message ORDER BY room, seq")) {
        while (rows.next()) {
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            dump.append(text(rows.getObject(i))).append('|');
          }
          dump.append('\n');
        }
      }
      return dump.toString();
    }

    private static String text(Object value) {
      return value instanceof byte[] bytes
          ? "bytes:" + new String(bytes, ISO_8859_1)
          : String.valueOf(value);
    }

    @Override
    public void close() {
      unit.close();
    }
  }

  private static Entry.Post post(RoomName room, String content) {
    ClientKey key = new ClientKey("k-" + content.hashCode());
    return new Entry.Post(room, ANN, new UserName("Ann"), content, key);
  }

  private static Message says(LocalLogStore store, RoomName room, String content) {
    return only(store, post(room, content)).message();
  }

  private static Missed missedAfter(LocalLogStore store, Message first, long upTo) {
    Position since = new Position(first.epoch(), first.seq(), 0);
    return store.missed(STAFF, since, new Position(first.epoch(), upTo, 1), 10);
  }

  private static Message edits(LocalLogStore store, MessageId message, String content) {
    return only(store, new Entry.Edit(STAFF, ANN, sender -> false, message, content)).message();
  }

  private static Change only(LocalLogStore store, Entry entry) {
    return change(store.commit(List.of(entry)).get(0));
  }

  private static List<String> contents(LocalLogStore store, RoomName room) {
    List<String> contents = new ArrayList<>();
    store.after(room, 0, 100).messages().forEach(message -> contents.add(message.content()));
    return contents;
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void theDatabaseHoldsNoPlainTextOfARoomThatIsEncrypted(Provider provider, String database)
      throws SQLException {
    try (Place place = new Place(provider, database)) {
      LocalLogStore store = place.store(TestKeys.FIRST);
      Message first = says(store, STAFF, PLAIN + " 1");
      Message second = says(store, STAFF, PLAIN + " 2");
      says(store, LOBBY, "in the open");
      assertThat(edits(store, second.messageId(), PLAIN + " 3").content()).isEqualTo(PLAIN + " 3");

      assertThat(place.dump())
          .contains(
              "in the open", Digests.ofContent("in the open"), "bytes:\1\0\0\3\u00e9", "|1001|")
          .doesNotContain(PLAIN, Digests.ofContent(PLAIN + " 1"), Digests.ofContent(PLAIN + " 2"));
      assertThat(contents(store, STAFF)).containsExactly(PLAIN + " 1", PLAIN + " 3");
      assertThat(store.before(STAFF, 2, 1).messages()).containsExactly(first);
      assertThat(missedAfter(store, first, 2))
          .isInstanceOfSatisfying(
              Missed.All.class,
              all ->
                  assertThat(all.messages())
                      .extracting(Message::content)
                      .containsOnly(PLAIN + " 3"));
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void retriesEditsDeletionsAndRetentionGoOn(Provider provider, String database)
      throws SQLException {
    try (Place place = new Place(provider, database)) {
      LocalLogStore store = place.store(TestKeys.FIRST);
      Message sent = says(store, STAFF, PLAIN);
      edits(store, sent.messageId(), "other words");

      assertThat(only(store, post(STAFF, PLAIN)))
          .isInstanceOfSatisfying(
              Change.Repeated.class,
              repeated -> assertThat(repeated.message().content()).isEqualTo("other words"));
      ClientKey key = post(STAFF, PLAIN).key();
      Entry.Post another = new Entry.Post(STAFF, ANN, new UserName("Ann"), "not that", key);
      assertThat(refusal(store.commit(List.of(another)).get(0))).isEqualTo(ErrorCode.KEY_CONFLICT);

      Entry delete = new Entry.Delete(STAFF, ANN, sender -> false, sent.messageId());
      assertThat(only(store, delete).message().content()).isNull();
      assertThat(only(store, post(STAFF, PLAIN))).isInstanceOf(Change.Repeated.class);
      assertThat(contents(store, STAFF)).containsExactly((String) null);

      Retention brief = new Retention(Duration.ofMillis(1), null);
      assertThat(store.trim(STAFF, brief, Instant.now().plusSeconds(5), 10)).isEqualTo(1);
      assertThat(place.dump()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void rowsCannotExchangeWhatTheySay(Provider provider, String database) {
    try (Place place = new Place(provider, database)) {
      LocalLogStore store = place.store(TestKeys.FIRST);
      says(store, STAFF, PLAIN + " 1");
      says(store, STAFF, PLAIN + " 2");
      says(store, new RoomName("staff:other"), PLAIN + " 3");
      String swap =
          "UPDATE message SET encrypted_content ="
              + " (SELECT m.encrypted_content FROM message m WHERE m.room = '%s' AND m.seq = %d)"
              + " WHERE room = 'staff:desk' AND seq = 1";

      place.database.execute(swap.formatted("staff:desk", 2));
      assertThatThrownBy(() -> store.after(STAFF, 0, 1))
          .isInstanceOf(UndecryptableException.class)
          .hasMessage("message 1 of room staff:desk: it is not what key 1001 encrypted there");
      place.database.execute(swap.formatted("staff:other", 1));
      assertThatThrownBy(() -> store.after(STAFF, 0, 1)).isInstanceOf(UndecryptableException.class);
      place.database.execute("UPDATE message SET sender_id = 'mallory' WHERE seq = 2");
      assertThatThrownBy(() -> store.after(STAFF, 1, 1)).isInstanceOf(UndecryptableException.class);
      assertThat(contents(store, new RoomName("staff:other"))).containsExactly(PLAIN + " 3");
    }
  }

  /** The statements are those of the operations manual. */
  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void aRestoredDatabaseWithNewEpochsIsReadAndWrittenAsBefore(Provider provider, String database) {
    try (Place place = new Place(provider, database)) {
      LocalLogStore store = place.store(TestKeys.FIRST);
      Message sent = says(store, STAFF, PLAIN);
      String random =
          database.equals("h2")
              ? "SUBSTRING(REPLACE(CAST(RANDOM_UUID() AS VARCHAR), '-', ''), 1, 16)"
              : "left(replace(gen_random_uuid()::text, '-', ''), 16)";
      place.database.execute("UPDATE room_log SET epoch = " + random);

      LocalLogStore restored = place.store(TestKeys.FIRST);
      Message kept = restored.after(STAFF, 0, 10).messages().get(0);
      assertThat(kept.content()).isEqualTo(PLAIN);
      assertThat(kept.epoch()).isNotEqualTo(sent.epoch());
      assertThat(only(restored, post(STAFF, PLAIN))).isEqualTo(new Change.Repeated(kept));
      assertThat(edits(restored, kept.messageId(), "edited").content()).isEqualTo("edited");
      assertThat(only(restored, post(STAFF, PLAIN))).isInstanceOf(Change.Repeated.class);
      assertThat(contents(restored, STAFF)).containsExactly("edited");
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void whatCannotBeDecryptedIsUnavailableToRetriesAndEditsAlone(Provider provider, String database)
      throws SQLException {
    try (Place place = new Place(provider, database)) {
      LocalLogStore store = place.store(TestKeys.FIRST);
      Message broken = says(store, STAFF, PLAIN);
      place.database.execute("UPDATE message SET encrypted_digest = encrypted_content");
      String before = place.dump();

      Entry edit = new Entry.Edit(STAFF, ANN, sender -> false, broken.messageId(), "edited");
      List<Outcome<Change>> outcomes =
          store.commit(List.of(post(STAFF, PLAIN), edit, post(LOBBY, "fine")));

      for (Outcome<Change> refused : outcomes.subList(0, 2)) {
        assertThat(refused.<String>fold(String::valueOf, d -> d.code() + ": " + d.message()))
            .isEqualTo("UNAVAILABLE: the message cannot be decrypted, nothing was written");
      }
      assertThat(change(outcomes.get(2)).message().content()).isEqualTo("fine");
      assertThat(place.dump()).contains(before);
      assertThat(store.find(STAFF)).hasValueSatisfying(head -> assertThat(head.rev()).isZero());
      only(store, new Entry.Delete(STAFF, ANN, sender -> false, broken.messageId()));
      assertThat(contents(store, STAFF)).containsExactly((String) null);
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void aKeyIsRotatedAndLeavesWhenNothingNeedsIt(Provider provider, String database)
      throws SQLException {
    try (Place place = new Place(provider, database)) {
      Message old = says(place.store(TestKeys.FIRST), STAFF, "old");
      LocalLogStore rotated = place.store(TestKeys.ROTATED);
      says(rotated, STAFF, "new");
      assertThat(contents(rotated, STAFF)).containsExactly("old", "new");
      assertThat(only(rotated, post(STAFF, "old"))).isInstanceOf(Change.Repeated.class);

      for (String lacking : List.of(TestKeys.SECOND, "")) {
        assertThatThrownBy(() -> place.store(lacking))
            .isInstanceOf(SchemaException.class)
            .hasMessageContaining("messages that key 1001 encrypted")
            .hasMessageContaining("start with a keyset that has this key; nothing was changed");
      }
      assertThatThrownBy(() -> place.store(TestKeys.FORGED))
          .hasMessageContaining("it is not what key 1001 encrypted there");

      edits(rotated, old.messageId(), "edited");
      assertThat(place.dump()).contains("|2002|").doesNotContain("|1001|");
      LocalLogStore second = place.store(TestKeys.SECOND);
      assertThat(contents(second, STAFF)).containsExactly("edited", "new");
      assertThat(only(second, post(STAFF, "old"))).isInstanceOf(Change.Repeated.class);
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void aDeletedMessageNeedsItsKeyForItsDigestAlone(Provider provider, String database)
      throws SQLException {
    try (Place place = new Place(provider, database)) {
      LocalLogStore store = place.store(TestKeys.FIRST);
      Entry.Post unkeyed = new Entry.Post(STAFF, ANN, new UserName("Ann"), PLAIN, null);
      Message bare = only(store, unkeyed).message();
      only(store, new Entry.Delete(STAFF, ANN, sender -> false, bare.messageId()));

      assertThat(place.dump()).doesNotContain("|1001|");
      LocalLogStore second = place.store(TestKeys.SECOND);
      Message keyed = says(second, STAFF, PLAIN);
      only(second, new Entry.Delete(STAFF, ANN, sender -> false, keyed.messageId()));
      assertThat(place.dump()).contains("|2002|");
      assertThatThrownBy(() -> place.store(TestKeys.FIRST))
          .hasMessageContaining("messages that key 2002 encrypted");
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void aPolicyThatChangesCountsForWhatIsWrittenFromThenOn(Provider provider, String database)
      throws SQLException {
    try (Place place = new Place(provider, database)) {
      Message open = says(place.store("", false), STAFF, PLAIN + " 1");
      LocalLogStore encrypts = place.store(TestKeys.FIRST);
      Message closed = says(encrypts, STAFF, PLAIN + " 2");
      assertThat(contents(encrypts, STAFF)).containsExactly(PLAIN + " 1", PLAIN + " 2");
      assertThat(place.dump()).contains(PLAIN + " 1").doesNotContain(PLAIN + " 2");

      edits(encrypts, open.messageId(), PLAIN + " 3");
      assertThat(place.dump()).doesNotContain(PLAIN, Digests.ofContent(PLAIN + " 1"));

      LocalLogStore opened = place.store(TestKeys.FIRST, false);
      edits(opened, closed.messageId(), PLAIN + " 4");
      assertThat(place.dump()).contains(PLAIN + " 4").doesNotContain(PLAIN + " 3");
      assertThat(contents(opened, STAFF)).containsExactly(PLAIN + " 3", PLAIN + " 4");
      assertThat(only(opened, post(STAFF, PLAIN + " 1"))).isInstanceOf(Change.Repeated.class);
    }
  }

  @ParameterizedTest
  @MethodSource(MigratedDatabases.PLACES)
  void oneBatchMayHoldEncryptedAndOpenRooms(Provider provider, String database)
      throws SQLException {
    try (Place place = new Place(provider, database)) {
      LocalLogStore store = place.store(TestKeys.FIRST);
      String longest = "😀".repeat(16_384);

      List<Outcome<Change>> outcomes =
          store.commit(
              List.of(
                  post(STAFF, longest),
                  post(LOBBY, "open"),
                  post(STAFF, PLAIN),
                  post(LOBBY, "too")));

      assertThat(outcomes).hasOnlyElementsOfType(Outcome.Done.class);
      assertThat(contents(store, STAFF)).containsExactly(longest, PLAIN);
      assertThat(contents(store, LOBBY)).containsExactly("open", "too");
      assertThat(place.dump()).doesNotContain(PLAIN, "😀");
    }
  }
}
