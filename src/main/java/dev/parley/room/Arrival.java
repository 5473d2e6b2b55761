package dev.parley.room;

import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.session.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session that wants into one room: what it is answered, and where it has got to meanwhile. One
 * step follows the other, each on whichever thread.
 */
final class Arrival {
  private final Session session;
  private final Command.Join command;
  private final Consumer<Outcome<Entered>> reply;
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private boolean answered;
  private @Nullable Room room;
  private Room.@Nullable Entry entry;

  Arrival(Session session, Command.Join command, Consumer<Outcome<Entered>> reply) {
    this.session = session;
    this.command = command;
    this.reply = reply;
  }

  Session session() {
    return session;
  }

  Command.Join command() {
    return command;
  }

  RoomName name() {
    return command.roomId();
  }

  /** Completed, never exceptionally, once it was answered and hears what happens. */
  CompletionStage<?> settled() {
    return settled;
  }

  boolean isAnswered() {
    return answered;
  }

  /** It has a place, of which it is not told yet. */
  void enters(Room entered, Room.Entry place) {
    room = entered;
    entry = place;
  }

  void answer(Outcome<Entered> outcome) {
    answered = true;
    reply.accept(outcome);
  }

  /** The session has its answer: from now on it hears what happens. */
  void settle() {
    if (room != null && entry != null) {
      room.settle(entry);
    }
    settled.complete(null);
  }

  /** Takes its place back; the room that it has to leave where it had none there before. */
  @Nullable Room restore() {
    return room == null || entry == null || room.restore(entry) ? null : room;
  }

  void refuse(ErrorCode code, String message) {
    refuse(Detail.of(code, message));
  }

  void refuse(Detail why) {
    answer(Outcome.rejected(why));
    settled.complete(null);
  }
}
