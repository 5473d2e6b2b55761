package dev.parley.room;

import dev.parley.history.Change;
import dev.parley.history.CommitListener;
import dev.parley.history.Entry;
import dev.parley.history.LogHead;
import dev.parley.history.Missed;
import dev.parley.history.Page;
import dev.parley.history.RoomLog;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log that answers what, and when, the test says. */
final class ScriptedLog implements RoomLog {
  CompletionStage<Optional<LogHead>> head =
      CompletableFuture.completedFuture(Optional.of(new LogHead(Said.EPOCH, 1, 0, 0)));
  CompletionStage<Missed> missed =
      CompletableFuture.completedFuture(new Missed.All(List.of(), List.of()));
  CompletionStage<Page> page = CompletableFuture.completedFuture(new Page(List.of(), false));

  /** Thrown by whatever it is asked. */
  @Nullable RuntimeException bug;

  /** What it was asked, in words. */
  final List<String> asked = new ArrayList<>();

  void headIs(long seq, long rev) {
    head = CompletableFuture.completedFuture(Optional.of(new LogHead(Said.EPOCH, 1, seq, rev)));
  }

  private void note(String question) {
    if (bug != null) {
      throw bug;
    }
    asked.add(question);
  }

  @Override
  public CompletionStage<LogHead> open(RoomName room) {
    note("open " + room);
    return head.thenApply(Optional::orElseThrow);
  }

  @Override
  public CompletionStage<Optional<LogHead>> find(RoomName room) {
    note("find " + room);
    return head;
  }

  @Override
  public void write(Entry entry, Consumer<Outcome<Change>> done) {
    throw new AssertionError("rooms write nothing");
  }

  @Override
  public CompletionStage<Page> before(RoomName room, long before, int limit) {
    note("before " + before + " limit " + limit);
    return page;
  }

  @Override
  public CompletionStage<Page> after(RoomName room, long after, int limit) {
    throw new AssertionError("rooms read no pages onwards");
  }

  @Override
  public CompletionStage<Missed> missed(RoomName room, Position since, Position upTo) {
    note(
        "missed since %d/%d up to %d/%d"
            .formatted(since.seq(), since.rev(), upTo.seq(), upTo.rev()));
    return missed;
  }

  @Override
  public void onCommit(CommitListener listener) {
    throw new AssertionError("the start-up does this");
  }
}
