package dev.parley.history;

import dev.parley.protocol.Epoch;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Posts get sequences, after whatever the test does to a commit; nothing else is kept. */
final class ScriptedStore implements LogStore {
  private static final Epoch EPOCH = new Epoch("e");

  /** The batches that were asked for, failed ones included. */
  final List<List<String>> commits = new CopyOnWriteArrayList<>();

  /** The rooms that are there, and those of which a slice was trimmed, which never suffices. */
  volatile List<Extent> extents = List.of();

  final List<RoomName> trims = new CopyOnWriteArrayList<>();
  volatile Runnable afterTrim = () -> {};

  private final Map<RoomName, Long> last = new HashMap<>();
  volatile Consumer<List<Entry>> beforeCommit = entries -> {};
  volatile Runnable beforeFind = () -> {};

  /** What it says instead of what a commit has brought. */
  volatile UnaryOperator<List<Outcome<Change>>> says = outcomes -> outcomes;

  @Override
  public List<Outcome<Change>> commit(List<Entry> entries) {
    commits.add(entries.stream().map(entry -> ((Entry.Post) entry).content()).toList());
    beforeCommit.accept(entries);
    List<Outcome<Change>> outcomes = new ArrayList<>();
    synchronized (last) {
      entries.forEach(entry -> outcomes.add(Outcome.done(post((Entry.Post) entry))));
    }
    return says.apply(outcomes);
  }

  private Change post(Entry.Post post) {
    long seq = last.merge(post.room(), 1L, Long::sum);
    Message message =
        Message.posted(
            post.room(), EPOCH, seq, post.by(), post.name(), post.content(), Instant.EPOCH);
    return post.content().startsWith("again")
        ? new Change.Repeated(message)
        : new Change.Posted(message);
  }

  @Override
  public Optional<LogHead> find(RoomName room) {
    beforeFind.run();
    return Optional.empty();
  }

  @Override
  public LogHead open(RoomName room) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page before(RoomName room, long before, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page after(RoomName room, long after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Missed missed(RoomName room, Position since, long upTo, int most) {
    throw new UnsupportedOperationException();
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
