package dev.parley.history;

import dev.parley.protocol.RoomName;
import java.util.List;

/**
 * Hears what one commit changed in one room, in the order of the log, on the writer's thread; must
 * not block.
 */
@FunctionalInterface
public interface CommitListener {
  void committed(RoomName room, List<Change> changes);
}
