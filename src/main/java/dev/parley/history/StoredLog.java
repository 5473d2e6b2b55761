package dev.parley.history;

import dev.parley.log.Log;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * The log of the rooms that keep history: writes go through the {@link Sequencer}, reads through
 * bounded threads of their own, and what retention does not keep is removed behind.
 *
 * <p>Callers and the listener are called on the sequencer's threads, stages complete on the
 * readers'. Starts with its first use; closes with the application, or earlier by {@link #close}.
 */
@ApplicationScoped
@Kept(true)
public class StoredLog implements RoomLog, AutoCloseable {
  private static final Log LOG = Log.of(StoredLog.class);

  private LogStore store;
  private HistoryLimits limits;
  private Sequencer sequencer;
  private ReadPool reads;
  private RetentionSweep sweep;

  /** For the container's proxy alone. */
  @SuppressWarnings("NullAway")
  protected StoredLog() {}

  @Inject
  public StoredLog(
      LogStore store,
      HistoryLimits limits,
      HistoryPolicy policy,
      RoomRetentions retentions,
      Clock clock,
      ThreadFactory threads,
      MeterRegistry meters) {
    this.store = store;
    this.limits = limits;
    this.sequencer = new Sequencer(store, limits, threads, meters);
    this.reads = new ReadPool(limits, threads);
    this.sweep =
        new RetentionSweep(
            store,
            room -> retentions.inForce(room, policy.retention(room)),
            limits,
            clock,
            threads,
            meters);
  }

  /** Starts the writers and the retention; called once. */
  @PostConstruct
  @SuppressWarnings("NullAway") // never called on the container's proxy
  public void start() {
    sequencer.start();
    sweep.start();
  }

  /** After all others: the sessions that close may still write. */
  void closeWith(
      @Observes(notifyObserver = Reception.IF_EXISTS)
          @Priority(Interceptor.Priority.LIBRARY_AFTER)
          @BeforeDestroyed(ApplicationScoped.class)
          Object application) {
    close();
  }

  /** As {@link Sequencer#close}; reads that wait are finished. */
  @Override
  public void close() {
    sweep.close();
    sequencer.close();
    reads.close();
  }

  /** Removes now what retention does not keep, as it is done from time to time. Blocks. */
  public void sweep() {
    sweep.round();
  }

  @Override
  public void onCommit(CommitListener listener) {
    sequencer.onCommit(listener);
  }

  @Override
  public void write(Entry entry, Consumer<Outcome<Change>> done) {
    Optional<Detail> violation = EntryRule.violation(entry);
    if (violation.isPresent()) {
      new Pending(entry, done).tell(Outcome.rejected(violation.get()));
    } else {
      sequencer.write(entry, done);
    }
  }

  @Override
  public CompletionStage<LogHead> open(RoomName room) {
    return reads.read(() -> openNow(room));
  }

  /** Two nodes may make one room's log at the same time: the database lets one of them. */
  private LogHead openNow(RoomName room) {
    try {
      return store.open(room);
    } catch (RuntimeException lost) {
      return store.find(room).orElseThrow(() -> lost);
    }
  }

  @Override
  public CompletionStage<Optional<LogHead>> find(RoomName room) {
    return reads.read(() -> store.find(room));
  }

  @Override
  public CompletionStage<Page> before(RoomName room, long before, int limit) {
    return reads.read(() -> store.before(room, before, cap(limit)));
  }

  @Override
  public CompletionStage<Page> after(RoomName room, long after, int limit) {
    return reads.read(() -> store.after(room, after, cap(limit)));
  }

  private int cap(int limit) {
    return Math.max(0, Math.min(limit, limits.pageMessages()));
  }

  @Override
  public CompletionStage<Missed> missed(RoomName room, Position since, Position upTo) {
    return reads.read(() -> missedNow(room, since, upTo));
  }

  private Missed missedNow(RoomName room, Position since, Position upTo) {
    try {
      return store.missed(room, since, upTo, limits.replayMessages());
    } catch (UndecryptableException unreadable) {
      LOG.error(
          "what was missed cannot be decrypted", "room", room, "cause", unreadable.getMessage());
      return new Missed.Unreadable();
    }
  }
}
