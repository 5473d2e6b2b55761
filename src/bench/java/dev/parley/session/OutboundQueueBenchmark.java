package dev.parley.session;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a session's queue costs besides the connection, which takes all at once here. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OutboundQueueBenchmark {
  private static final int THIRTY = 30;

  @Param({"true", "false"})
  public boolean batching;

  private final Held transport = new Held();
  private final Outgoing message = Outgoing.of(new Event.Goodbye("w".repeat(128), 0));
  private OutboundQueue queue;

  /** Keeps a send under way until it is told. */
  private static final class Held implements Transport {
    private boolean holding;
    private @Nullable Completion underWay;

    @Override
    public void send(Frames frames, Completion completion) {
      if (holding) {
        underWay = completion;
      } else {
        completion.completed(null);
      }
    }

    @Override
    public void ping() {}

    @Override
    public void close(CloseCode code) {}

    void release() {
      holding = false;
      Completion held = underWay;
      underWay = null;
      if (held != null) {
        held.completed(null);
      }
    }
  }

  @Setup(Level.Trial)
  public void open() {
    queue =
        new OutboundQueue(
            transport,
            new PlainCodec(),
            TestSettings.with().session(),
            new LongAdder(),
            new LongAdder(),
            code -> {
              throw new IllegalStateException(code.toString());
            });
    queue.batching(batching);
  }

  @Benchmark
  public void toAnIdleConnection() {
    queue.offer(message);
  }

  /** One under way, thirty behind it, which leave together. */
  @Benchmark
  public void thirtyBehindASendUnderWay() {
    transport.holding = true;
    for (int i = 0; i <= THIRTY; i++) {
      queue.offer(message);
    }
    transport.release();
  }
}
