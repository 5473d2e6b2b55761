package dev.parley.history;

import dev.parley.protocol.ClientKey;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What someone wants written into a room's log. */
public sealed interface Entry {
  RoomName room();

  /** Who wants it. */
  UserId by();

  /** A new message; with a key, the same message again is the first one. */
  record Post(RoomName room, UserId by, UserName name, String content, @Nullable ClientKey key)
      implements Entry {}

  /**
   * Other words for a message.
   *
   * @param overAuthor whether {@code by} may change what that other has said; asked on the writer's
   *     thread, must not block
   */
  record Edit(
      RoomName room, UserId by, Predicate<UserId> overAuthor, MessageId messageId, String content)
      implements Entry {}

  /**
   * A message hidden by a moderator; its words are kept.
   *
   * @param noted told who has said it, in the transaction that hides it and on the writer's thread;
   *     what it refuses is not done and so answered, what it throws undoes that
   */
  record Remove(
      RoomName room, UserId by, MessageId messageId, Function<UserId, Outcome<UserId>> noted)
      implements Entry {}

  /**
   * A message that a moderator has hidden, shown again; {@code noted} as there. Refused to who has
   * said it, unless it was the same who has hidden it.
   */
  record Restore(
      RoomName room, UserId by, MessageId messageId, Function<UserId, Outcome<UserId>> noted)
      implements Entry {}

  /**
   * All of a message but its place taken away for good, also where it is gone or hidden already.
   */
  record Erase(RoomName room, UserId by, MessageId messageId) implements Entry {}

  /** A message's words taken away; {@code overAuthor} as there. */
  record Delete(RoomName room, UserId by, Predicate<UserId> overAuthor, MessageId messageId)
      implements Entry {}
}
