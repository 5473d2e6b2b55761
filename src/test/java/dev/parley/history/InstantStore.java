package dev.parley.history;

import dev.parley.protocol.Epoch;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Posts get sequences at once, whatever their room; nothing is kept, and nothing else answered. */
class InstantStore implements LogStore {
  private static final Epoch EPOCH = new Epoch("e");

  private final AtomicLong last = new AtomicLong();

  @Override
  public List<Outcome<Change>> commit(List<Entry> entries) {
    List<Outcome<Change>> outcomes = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      Entry.Post post = (Entry.Post) entry;
      outcomes.add(
          Outcome.done(
              change(
                  Message.posted(
                      post.room(),
                      EPOCH,
                      last.incrementAndGet(),
                      post.by(),
                      post.name(),
                      post.content(),
                      Instant.EPOCH))));
    }
    return outcomes;
  }

  Change change(Message posted) {
    return new Change.Posted(posted);
  }

  @Override
  public LogHead open(RoomName room) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LogHead> find(RoomName room) {
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
  public Missed missed(RoomName room, Position since, Position upTo, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Extent> extents(@Nullable RoomName after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int trim(RoomName room, Retention retention, Instant now, int slice) {
    throw new UnsupportedOperationException();
  }
}
