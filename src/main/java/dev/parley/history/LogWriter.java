package dev.parley.history;

import dev.parley.pace.Gathering;
import dev.parley.protocol.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One writer: takes what waits in its queue, commits it as one, and tells of it, until the queue is
 * closed and empty. Nothing else ends it: whatever is thrown, what it has taken is answered, and it
 * goes on. Run by one thread; blocks.
 */
final class LogWriter implements Runnable {
  /** It lingers for half of what the last commit took, so that commits are shared. */
  private static final int LINGER_SHARE = 2;

  /** What fails each time must not take a whole core. */
  private static final long AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

  private final EntryQueue queue;
  private final GroupCommit commits;
  private final int batchEntries;
  private final long longestLinger;
  private final Supplier<CommitListener> listener;
  private final Gathering usual = new Gathering();
  private final List<Pending> batch;
  private long linger;

  LogWriter(
      EntryQueue queue,
      GroupCommit commits,
      HistoryLimits limits,
      Supplier<CommitListener> listener) {
    this.queue = queue;
    this.commits = commits;
    this.batchEntries = limits.batchEntries();
    this.longestLinger = limits.linger().toNanos();
    this.listener = listener;
    this.batch = new ArrayList<>(batchEntries); // no entry is lost between the queue and here
  }

  @Override
  public void run() {
    boolean more = true;
    while (more) {
      try {
        more = take();
        if (more) {
          commit();
        }
      } catch (Throwable failure) { // a container's commit throws checked ones undeclared
        goOnAfter(failure);
      }
    }
  }

  /**
   * An interrupt can only mean that the container ends the thread: what waits is finished. The
   * interrupt must not reach the commit, where H2 would lose its file by it.
   */
  private boolean take() {
    while (true) {
      try {
        return queue.take(batch, batchEntries, usual, linger);
      } catch (InterruptedException ended) {
        queue.close();
      }
    }
  }

  private void commit() {
    long began = System.nanoTime();
    usual.took(batch.size());
    List<Entry> entries = batch.stream().map(Pending::entry).toList();
    List<Outcome<Change>> outcomes = commits.commit(entries);
    linger = Math.min((System.nanoTime() - began) / LINGER_SHARE, longestLinger);
    queue.release();
    CommitNews.tell(batch, outcomes, listener.get());
    batch.clear();
  }

  private void goOnAfter(Throwable failure) {
    try {
      queue.release();
    } catch (RuntimeException | Error again) {
      // The next commit's release gives these bytes back as well.
    }
    CommitNews.tellFailed(batch, failure);
    batch.clear();
    LockSupport.parkNanos(AFTER_FAILURE);
  }
}
