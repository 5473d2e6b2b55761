package dev.parley.history;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
            new InstantStore(),
            TestSettings.with().history(),
            Thread::new,
            new SimpleMeterRegistry());
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
}
