package dev.parley.history;

import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The log that others are given: each room's own, by whether the policy keeps its history. All else
 * is as the two logs behind it promise.
 */
@ApplicationScoped
public class RoutedLog implements RoomLog {
  private HistoryPolicy policy;
  private RoomLog stored;
  private RoomLog ephemeral;

  /** For the container's proxy alone. */
  @SuppressWarnings("NullAway")
  protected RoutedLog() {}

  @Inject
  public RoutedLog(
      HistoryPolicy policy, @Kept(true) RoomLog stored, @Kept(false) RoomLog ephemeral) {
    this.policy = policy;
    this.stored = stored;
    this.ephemeral = ephemeral;
  }

  private RoomLog of(RoomName room) {
    return policy.isKept(room) ? stored : ephemeral;
  }

  @Override
  public void onCommit(CommitListener listener) {
    stored.onCommit(listener);
    ephemeral.onCommit(listener);
  }

  @Override
  public CompletionStage<LogHead> open(RoomName room) {
    return of(room).open(room);
  }

  @Override
  public CompletionStage<Optional<LogHead>> find(RoomName room) {
    return of(room).find(room);
  }

  @Override
  public void write(Entry entry, Consumer<Outcome<Change>> done) {
    of(entry.room()).write(entry, done);
  }

  @Override
  public CompletionStage<Page> before(RoomName room, long before, int limit) {
    return of(room).before(room, before, limit);
  }

  @Override
  public CompletionStage<Page> after(RoomName room, long after, int limit) {
    return of(room).after(room, after, limit);
  }

  @Override
  public CompletionStage<Missed> missed(RoomName room, Position since, Position upTo) {
    return of(room).missed(room, since, upTo);
  }
}
