package dev.parley.history;

import dev.parley.protocol.Message;
import java.util.List;

/** What a client missed since a position, or why that cannot be told. */
public sealed interface Missed {
  /**
   * All of it: {@code messages} after the position's sequence up to the one asked for, by sequence,
   * as they are now; {@code changed}: those up to the position's sequence that were edited or
   * deleted last after its revision and up to the one asked for, by revision.
   */
  record All(List<Message> messages, List<Message> changed) implements Missed {
    public All {
      messages = List.copyOf(messages);
      changed = List.copyOf(changed);
    }
  }

  /** The position belongs to another life of the log, or lies beyond its end. */
  record EpochChanged() implements Missed {}

  /** More was missed than may be replayed. */
  record TooFarBack() implements Missed {}

  /** Some of it is kept encrypted and cannot be decrypted, and trying again will not help. */
  record Unreadable() implements Missed {}

  /** Retention has removed some of it. */
  record Trimmed() implements Missed {}
}
