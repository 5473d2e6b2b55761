package dev.parley.console;

import dev.parley.history.Page;
import dev.parley.protocol.Message;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;

/**
 * Finds a moment in the log of a room, whose messages rise in time as in sequence: by halving, one
 * message read at a time, some twenty for a million. Where clocks of several nodes differ, the
 * place is as near as they are. Safe for use by any thread; does not block.
 */
final class MomentSearch {
  private final LongFunction<CompletionStage<Page>> after;
  private final Instant moment;

  /**
   * @param after reads the one message that comes first after a sequence
   */
  MomentSearch(LongFunction<CompletionStage<Page>> after, Instant moment) {
    this.after = after;
    this.moment = moment;
  }

  /**
   * The lowest sequence from which on all was said at the moment or later; one above the last where
   * nothing was. Fails as the reading does.
   */
  CompletionStage<Long> firstSince(long lastSeq) {
    return between(0, lastSeq + 1);
  }

  /** What is up to {@code before} was said before the moment, what is from {@code since} not. */
  private CompletionStage<Long> between(long before, long since) {
    if (since - before <= 1) {
      return CompletableFuture.completedFuture(since);
    }
    long middle = before + (since - before) / 2;
    return after
        .apply(middle - 1)
        .thenCompose(
            page ->
                isBefore(page)
                    ? between(Math.min(seq(page), since - 1), since)
                    : between(before, middle));
  }

  private boolean isBefore(Page page) {
    return !page.messages().isEmpty() && first(page).timestamp().isBefore(moment);
  }

  private static long seq(Page page) {
    return first(page).seq();
  }

  private static Message first(Page page) {
    return page.messages().get(0);
  }
}
