package dev.parley.history.memory;

import dev.parley.history.Change;
import dev.parley.history.CommitListener;
import dev.parley.history.CommitNews;
import dev.parley.history.Entry;
import dev.parley.history.LogHead;
import dev.parley.history.Pending;
import dev.parley.log.Log;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One life of an ephemeral room's log: its epoch and its last sequence.
 *
 * <p>Whoever writes while nobody else does works the room's queue off, what others add meanwhile
 * included, up to a bound; past it the executor goes on. So sequences, callers and the listener
 * keep one order, no lock is held while they are called, who may well write again, and nobody works
 * for others for long.
 */
final class EphemeralRoom {
  private static final Log LOG = Log.of(EphemeralRoom.class);

  private static final int BATCH = 1_000;

  /** So many entries, and those in one batch with the last of them, are worked off by one task. */
  private static final int TURN = 100;

  /** What fails each time must not take a whole core. */
  private static final long AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Epoch epoch = Epoch.random();
  private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final SentKeys keys;
  private final Clock clock;
  private final Executor executor;
  private volatile long seq;

  /** What is being worked off, by one thread at a time: made here, as it must not fail there. */
  private final List<Pending> batch;

  EphemeralRoom(SentKeys keys, Clock clock, Executor executor) {
    this(keys, clock, executor, new ArrayList<>(1));
  }

  EphemeralRoom(SentKeys keys, Clock clock, Executor executor, List<Pending> batch) {
    this.batch = batch;
    this.keys = keys;
    this.clock = clock;
    this.executor = executor;
  }

  LogHead head() {
    long last = seq;
    return new LogHead(epoch, last + 1, last, 0);
  }

  /** False where so many wait already; the bound may be passed by as many as there are threads. */
  boolean write(Pending pending, int most, CommitListener listener) {
    if (unfinished.get() >= most) {
      return false;
    }
    waiting.add(pending);
    if (unfinished.getAndIncrement() == 0) {
      workOff(listener);
    }
    return true;
  }

  private void workOff(CommitListener listener) {
    int answered = 0;
    int left;
    do {
      if (answered >= TURN && isHandedOver(listener)) {
        return;
      }
      int count = answerWaiting(listener);
      if (count == 0) { // not even one could be taken
        LockSupport.parkNanos(AFTER_FAILURE);
      }
      answered += count;
      left = unfinished.addAndGet(-count);
    } while (left > 0);
  }

  private boolean isHandedOver(CommitListener listener) {
    try {
      executor.execute(() -> workOff(listener));
      return true;
    } catch (RejectedExecutionException stopped) { // the node stops; what waits must be told
      return false;
    } catch (OutOfMemoryError noThread) { // who writes does without
      return false;
    }
  }

  /** Answers a batch of what waits, whatever fails; how many that were. */
  private int answerWaiting(CommitListener listener) {
    try {
      take();
      tell(listener);
    } catch (RuntimeException | Error failure) { // or nobody would ever work the queue off again
      CommitNews.tellFailed(batch, failure);
    }
    int count = batch.size();
    batch.clear();
    return count;
  }

  private void take() {
    Pending next = waiting.peek();
    while (next != null) {
      batch.add(next); // which may fail: it is still in the queue then
      waiting.remove();
      next = batch.size() < BATCH ? waiting.peek() : null;
    }
  }

  private void tell(CommitListener listener) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    List<Outcome<Change>> outcomes = new ArrayList<>(batch.size());
    for (Pending pending : batch) {
      outcomes.add(outcome(pending.entry(), now));
    }
    CommitNews.tell(batch, outcomes, listener);
  }

  /** What fails for one entry takes no sequence, and fails no other. */
  private Outcome<Change> outcome(Entry entry, Instant now) {
    try {
      return apply(entry, now);
    } catch (RuntimeException | Error failure) {
      LOG.error("an ephemeral room failed to take an entry", failure, "room", entry.room());
      return Outcome.rejected(ErrorCode.INTERNAL, "the server failed; its log says more");
    }
  }

  private Outcome<Change> apply(Entry entry, Instant now) {
    if (!(entry instanceof Entry.Post post)) {
      return Outcome.rejected(ErrorCode.NOT_FOUND, "the room keeps no messages");
    }
    Optional<Message> first = keys.find(post);
    if (first.isPresent()) {
      return repeated(post, first.get());
    }
    long place = seq + 1; // one thread at a time works the queue off
    Message message =
        Message.posted(post.room(), epoch, place, post.by(), post.name(), post.content(), now);
    keys.add(post, message);
    seq = place;
    return Outcome.done(new Change.Posted(message));
  }

  private static Outcome<Change> repeated(Entry.Post post, Message first) {
    return post.content().equals(first.content())
        ? Outcome.done(new Change.Repeated(first))
        : Outcome.rejected(ErrorCode.KEY_CONFLICT, "the key has carried another message already");
  }
}
