package dev.parley.history;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parley.protocol.ClientKey;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Someone who writes into one room of a log, and waits for what became of it. */
public final class Caller {
  private static final int PATIENCE_SECONDS = 60;

  private final RoomLog log;
  private final RoomName room;
  private final UserId id;

  public Caller(RoomLog log, RoomName room, String id) {
    this.log = log;
    this.room = room;
    this.id = new UserId(room.tenant(), id);
  }

  public UserId id() {
    return id;
  }

  /** What a stage gives, soon. */
  public static <T> T soon(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  public CompletableFuture<Outcome<Change>> write(Entry entry) {
    CompletableFuture<Outcome<Change>> outcome = new CompletableFuture<>();
    log.write(entry, outcome::complete);
    return outcome;
  }

  public Entry.Post post(String content, String key) {
    ClientKey clientKey = key == null ? null : new ClientKey(key);
    return new Entry.Post(room, id, new UserName("Name of " + id), content, clientKey);
  }

  /** Posts without a key; the message as it was committed. */
  public Message says(String content) {
    return soon(write(post(content, null))).fold(Change::message, Caller::unexpected);
  }

  /** Posts under a key. */
  public Outcome<Change> sends(String content, String key) {
    return soon(write(post(content, key)));
  }

  public Outcome<Change> edits(MessageId message, String content) {
    return soon(write(new Entry.Edit(room, id, sender -> false, message, content)));
  }

  public Outcome<Change> deletes(MessageId message) {
    return soon(write(new Entry.Delete(room, id, sender -> false, message)));
  }

  /** The code of a refusal. */
  public static ErrorCode refusal(Outcome<Change> outcome) {
    return outcome.fold(
        change -> {
          throw new AssertionError("not refused: " + change);
        },
        detail -> detail.code());
  }

  /** What was done. */
  public static Change change(Outcome<Change> outcome) {
    return outcome.fold(change -> change, Caller::unexpected);
  }

  private static <T> T unexpected(Object detail) {
    throw new AssertionError("refused: " + detail);
  }
}
