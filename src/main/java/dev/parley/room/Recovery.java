package dev.parley.room;

import dev.parley.history.HistoryLimits;
import dev.parley.history.LogUnavailableException;
import dev.parley.history.Missed;
import dev.parley.history.RoomLog;
import dev.parley.protocol.Command;
import dev.parley.protocol.Message;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from the log what a joining session has missed. Safe for use by any thread. */
final class Recovery {
  private static final String UNREADABLE = "unreadable";

  private final RoomLog log;
  private final HistoryLimits limits;

  /** What a joining session is told of the past. */
  record Past(
      boolean recovered, @Nullable String reason, List<Message> messages, List<Message> changed) {
    static Past nothing(@Nullable String reason) {
      return new Past(false, reason, List.of(), List.of());
    }

    static Past all(List<Message> messages, List<Message> changed) {
      return new Past(true, null, messages, changed);
    }
  }

  Recovery(RoomLog log, HistoryLimits limits) {
    this.log = log;
    this.limits = limits;
  }

  /** What lies between where the client stood, or what it wants to see, and now. */
  CompletionStage<Past> missed(RoomName room, Command.Join command, Position now) {
    Command.Since since = command.since();
    if (since == null) {
      return latest(room, command, now, null);
    }
    Position position = since.position();
    if (position.equals(now)) {
      return CompletableFuture.completedFuture(Past.all(List.of(), List.of()));
    }
    return log.missed(room, position, now)
        .thenCompose(
            missed ->
                missed instanceof Missed.All all && isWithinBytes(all)
                    ? CompletableFuture.completedFuture(Past.all(all.messages(), all.changed()))
                    : latest(room, command, now, reason(missed)));
  }

  private boolean isWithinBytes(Missed.All all) {
    long units =
        Stream.concat(all.messages().stream(), all.changed().stream())
            .mapToLong(Message::contentLength)
            .sum();
    return 2 * units <= limits.replayBytes();
  }

  private static String reason(Missed missed) {
    if (missed instanceof Missed.EpochChanged) {
      return "epoch-changed";
    }
    if (missed instanceof Missed.Unreadable) {
      return UNREADABLE;
    }
    return missed instanceof Missed.Trimmed ? "trimmed" : "too-far-back";
  }

  private CompletionStage<Past> latest(
      RoomName room, Command.Join command, Position now, @Nullable String reason) {
    int count = command.history() == null ? 0 : Math.min(command.history(), limits.pageMessages());
    if (count == 0 || now.seq() == 0) {
      return CompletableFuture.completedFuture(Past.nothing(reason));
    }
    return log.before(room, now.seq() + 1, count)
        .handle(
            (page, failure) ->
                failure == null
                    ? new Past(false, reason, page.messages(), List.of())
                    : unlessAway(failure, reason));
  }

  /** Who waits for what can never be read would wait for ever. */
  private static Past unlessAway(Throwable failure, @Nullable String reason) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof LogUnavailableException unavailable && unavailable.isForGood()) {
      return Past.nothing(reason == null ? UNREADABLE : reason);
    }
    throw new CompletionException(cause);
  }
}
