package dev.parley.history;

import dev.parley.protocol.Message;

/** What a committed {@link Entry} made of the log. {@code message} is the message as it is now. */
public sealed interface Change {
  Message message();

  /** A new message stands in the log. */
  record Posted(Message message) implements Change {}

  /**
   * The message of this key stood there already; nothing was written. Whoever has heard of it needs
   * not hear of it again; nobody has where its own commit was not confirmed.
   */
  record Repeated(Message message) implements Change {}

  record Edited(Message message) implements Change {}

  record Deleted(Message message) implements Change {}

  /** Hidden by a moderator: to be seen as one that was deleted. */
  record Removed(Message message) implements Change {}

  /** To be seen again. */
  record Restored(Message message) implements Change {}
}
