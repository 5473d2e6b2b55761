package dev.parley.history;

import dev.parley.protocol.RoomName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears. */
public final class RecordingListener implements CommitListener {
  /** One call. */
  public record Heard(RoomName room, List<Change> changes) {}

  private final List<Heard> heard = new CopyOnWriteArrayList<>();

  @Override
  public void committed(RoomName room, List<Change> changes) {
    heard.add(new Heard(room, changes));
  }

  /** All changes of a room, in the order heard. */
  public List<Change> of(RoomName room) {
    return heard.stream()
        .filter(one -> one.room().equals(room))
        .flatMap(one -> one.changes().stream())
        .toList();
  }

  public List<Heard> calls() {
    return List.copyOf(heard);
  }
}
