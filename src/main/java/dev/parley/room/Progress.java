package dev.parley.room;

import dev.parley.history.Change;
import dev.parley.history.LogHead;
import dev.parley.history.Missed;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.Event;
import dev.parley.protocol.Message;
import dev.parley.protocol.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to where a room has been told of its log. What must not be told yet waits: until the log's
 * head is known, and while something that was committed before it is missing, as after a commit
 * that was not confirmed. Not safe for use by several threads: its {@link Room} sees to that.
 */
final class Progress {
  private @Nullable Epoch epoch;
  private long seq;
  private long rev;
  private @Nullable List<Change> waiting = new ArrayList<>(0); // null rather than empty

  /** The log's head is known. */
  List<Event> open(LogHead head) {
    epoch = head.epoch();
    seq = head.seq();
    rev = head.rev();
    return goOn();
  }

  /** True while what is missing has to be read from the log. */
  boolean isBehind() {
    return epoch != null && waiting != null;
  }

  /** How many changes wait. */
  int waiting() {
    return waiting == null ? 0 : waiting.size();
  }

  Position position() {
    Epoch known = epoch;
    if (known == null) {
      throw new IllegalStateException("the log's head is not known yet");
    }
    return new Position(known, seq, rev);
  }

  /** Of the last message that was told; 0 while that is not known. */
  long seq() {
    return seq;
  }

  /** The place before the first change that waits: up to it the log has what is missing. */
  Position missingUpTo() {
    Position told = position();
    List<Change> held = waiting;
    if (held == null || held.isEmpty()) {
      return told;
    }
    Message next = held.get(0).message(); // new, or an older one that was changed
    return new Position(told.epoch(), Math.max(seq, next.seq() - 1), Math.max(rev, next.rev() - 1));
  }

  /** What is to be told now, once, in the order of the log. */
  List<Event> advance(List<Change> changes) {
    if (waiting != null) {
      waiting.addAll(changes);
      return List.of();
    }
    List<Event> events = new ArrayList<>(changes.size());
    for (int i = 0; i < changes.size(); i++) {
      Message message = changes.get(i).message();
      if (!message.epoch().equals(epoch)) { // the log began anew
        epoch = message.epoch();
        seq = 0;
        rev = 0;
      }
      if (isAhead(message)) {
        waiting = new ArrayList<>(changes.subList(i, changes.size()));
        return events;
      }
      tell(message, events);
      rev = Math.max(rev, message.rev());
    }
    return events;
  }

  private boolean isAhead(Message message) {
    return message.seq() > seq + 1 || message.rev() > rev + 1;
  }

  private void tell(Message message, List<Event> events) {
    if (message.seq() > seq) {
      seq = message.seq();
      events.add(new Event.ChatMessage(message));
    } else if (message.rev() > rev) {
      events.add(
          message.deletedAt() == null
              ? new Event.ChatEdited(message)
              : new Event.ChatDeleted(message));
    }
  }

  /** What was missing was read, or cannot be any more; what waited follows it. */
  List<Event> fill(Missed missed) {
    List<Event> events = new ArrayList<>();
    if (missed instanceof Missed.All all) {
      for (Message message : all.messages()) {
        tell(message, events); // as it is now: the changes that led there are told in their turn
      }
      for (Message message : all.changed()) {
        tell(message, events);
        rev = Math.max(rev, message.rev());
      }
    }
    skipWhatIsGone();
    events.addAll(goOn());
    return events;
  }

  /** Retention may have removed it meanwhile: nobody waits for that. */
  private void skipWhatIsGone() {
    if (waiting != null && !waiting.isEmpty()) {
      Message next = waiting.get(0).message();
      seq = Math.max(seq, next.seq() - 1);
      rev = Math.max(rev, next.rev() - 1); // or they are its own, which it comes with
    }
  }

  private List<Event> goOn() {
    List<Change> held = waiting == null ? List.of() : waiting;
    waiting = null;
    return advance(held);
  }
}
