package dev.parley.history;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the way through the writers costs besides the database, which commits at once here. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SequencerBenchmark {
  private static final int OUTSTANDING = 256;

  private final Entry entry =
      new Entry.Post(
          new RoomName("lobby"), new UserId("ada"), new UserName("Ada"), "w".repeat(128), null);
  private Sequencer sequencer;

  @Setup
  public void start() {
    sequencer =
        new Sequencer(
            new Instantly(), TestSettings.with().history(), Thread::new, new SimpleMeterRegistry());
    sequencer.start();
  }

  @TearDown
  public void stop() {
    sequencer.close();
  }

  /** One caller, which waits for each: two hand-overs between threads. */
  @Benchmark
  public void oneAtATime() throws InterruptedException {
    write(1);
  }

  /** As a busy room has it; counted for one of them. */
  @Benchmark
  @OperationsPerInvocation(OUTSTANDING)
  public void manyAtATime() throws InterruptedException {
    write(OUTSTANDING);
  }

  private void write(int count) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      sequencer.write(entry, outcome -> done.countDown());
    }
    done.await();
  }

  /** Commits at once, and keeps nothing. */
  private static final class Instantly implements LogStore {
    private static final Epoch EPOCH = new Epoch("e");
    private long seq;

    @Override
    public List<Outcome<Change>> commit(List<Entry> entries) {
      List<Outcome<Change>> outcomes = new ArrayList<>(entries.size());
      for (Entry entry : entries) {
        Entry.Post post = (Entry.Post) entry;
        outcomes.add(
            Outcome.done(
                new Change.Posted(
                    Message.posted(
                        post.room(),
                        EPOCH,
                        ++seq,
                        post.by(),
                        post.name(),
                        post.content(),
                        Instant.EPOCH))));
      }
      return outcomes;
    }

    @Override
    public LogHead open(RoomName room) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<LogHead> find(RoomName room) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page before(RoomName room, long before, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page after(RoomName room, long after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Missed missed(RoomName room, Position since, long upTo, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Extent> extents(@Nullable RoomName after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int trim(RoomName room, Retention retention, Instant now, int slice) {
      throw new UnsupportedOperationException();
    }
  }
}
