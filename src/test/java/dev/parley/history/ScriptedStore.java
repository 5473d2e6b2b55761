package dev.parley.history;

import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Posts get sequences, after whatever the test does to a commit; nothing else is kept. */
final class ScriptedStore extends InstantStore {
  /** The batches that were asked for, failed ones included. */
  final List<List<String>> commits = new CopyOnWriteArrayList<>();

  /** The rooms that are there, and those of which a slice was trimmed, which never suffices. */
  volatile List<Extent> extents = List.of();

  final List<RoomName> trims = new CopyOnWriteArrayList<>();
  volatile Runnable afterTrim = () -> {};

  volatile Consumer<List<Entry>> beforeCommit = entries -> {};
  volatile Runnable beforeFind = () -> {};

  /** What it says instead of what a commit has brought. */
  volatile UnaryOperator<List<Outcome<Change>>> says = outcomes -> outcomes;

  @Override
  public List<Outcome<Change>> commit(List<Entry> entries) {
    commits.add(entries.stream().map(entry -> ((Entry.Post) entry).content()).toList());
    beforeCommit.accept(entries);
    return says.apply(super.commit(entries));
  }

  @Override
  Change change(Message posted) {
    String content = posted.content();
    return content != null && content.startsWith("again")
        ? new Change.Repeated(posted)
        : super.change(posted);
  }

  @Override
  public Optional<LogHead> find(RoomName room) {
    beforeFind.run();
    return Optional.empty();
  }

  @Override
  public List<Extent> extents(RoomName after, int limit) {
    return after == null ? extents : List.of();
  }

  @Override
  public int trim(RoomName room, Retention retention, Instant now, int slice) {
    trims.add(room);
    afterTrim.run();
    return slice;
  }
}
