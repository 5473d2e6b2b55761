package dev.parley.history;

import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * The writers: rooms are spread over them by hash, each has a queue and a thread, which takes all
 * that wait (at most {@link HistoryLimits#batchEntries}), commits them as one, and tells of it
 * ({@link LogWriter}). A busy writer lingers a little until as many wait as usual ({@link
 * dev.parley.pace.Gathering}): so a quiet log costs no waiting, and a busy one shares its commits.
 *
 * <p>Safe for use by any thread; {@link #write} never blocks; callers and listener are called on
 * the writers' threads, one room always on the same. {@link #close} belongs to who called {@link
 * #start}.
 */
public final class Sequencer implements AutoCloseable {
  /** How long {@link #close} waits for the queues to empty. */
  static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private static final Log LOG = Log.of(Sequencer.class);

  private final LogStore store;
  private final HistoryLimits limits;
  private final ThreadFactory threads;
  private final CommitMeters meters;
  private final List<EntryQueue> queues = new ArrayList<>();
  private final List<Thread> writers = new ArrayList<>();
  private volatile CommitListener listener = (room, changes) -> {};

  public Sequencer(
      LogStore store, HistoryLimits limits, ThreadFactory threads, MeterRegistry registry) {
    this.store = store;
    this.limits = limits;
    this.threads = threads;
    this.meters = new CommitMeters(registry);
    for (int i = 0; i < limits.writers(); i++) {
      queues.add(new EntryQueue(limits.queueEntries(), limits.queueBytes()));
    }
    Gauge.builder(
            "parley.history.queue", queues, all -> all.stream().mapToInt(EntryQueue::size).sum())
        .description("Entries that wait for a commit")
        .register(registry);
  }

  /** Starts the writers; called once. Until then, entries wait. */
  public void start() {
    for (EntryQueue queue : queues) {
      GroupCommit commits = new GroupCommit(store, meters);
      Thread writer = threads.newThread(new LogWriter(queue, commits, limits, () -> listener));
      writer.setName("parley-log-writer-" + writers.size());
      writers.add(writer);
      writer.start();
    }
  }

  /** As {@link RoomLog#onCommit}. */
  public void onCommit(CommitListener hearer) {
    listener = hearer;
  }

  /** As {@link RoomLog#write}. */
  public void write(Entry entry, Consumer<Outcome<Change>> done) {
    Pending pending = new Pending(entry, done);
    switch (queue(entry.room()).offer(pending)) {
      case TAKEN -> {}
      case FULL -> pending.tell(unavailable("too many writes wait for the database"));
      case CLOSED -> pending.tell(unavailable("the log is closed"));
    }
  }

  private EntryQueue queue(RoomName room) {
    int hash = room.hashCode() * 0x9E3779B9;
    return queues.get((hash >>> 16) % queues.size());
  }

  private static Outcome<Change> unavailable(String why) {
    return Outcome.rejected(ErrorCode.UNAVAILABLE, why);
  }

  /**
   * Refuses further entries and finishes those that wait, within {@link #CLOSE_TIMEOUT}; what waits
   * then is refused. Blocks; a second call does nothing more.
   */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  void close(Duration timeout) {
    queues.forEach(EntryQueue::close);
    awaitWriters(System.nanoTime() + timeout.toNanos());
    List<Pending> left = queues.stream().flatMap(queue -> queue.drain().stream()).toList();
    if (!left.isEmpty()) {
      LOG.warn("the log closes with entries unwritten", "entries", left.size());
      left.forEach(pending -> pending.tell(unavailable("the log is closed")));
    }
  }

  private void awaitWriters(long deadline) {
    try {
      for (Thread writer : writers) {
        writer.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }
}
