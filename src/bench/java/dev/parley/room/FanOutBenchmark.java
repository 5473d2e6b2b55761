package dev.parley.room;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.Event;
import dev.parley.room.FanOut.Item;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import dev.parley.session.Silent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One event to all of a room whose connections take it at once; one operation is all of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FanOutBenchmark {
  @Param({"5", "1000"})
  public int members;

  private final Event event = new Event.Goodbye("w".repeat(128), 0);
  private FanOut fanOut;

  @Setup
  public void enter() {
    Sessions sessions =
        new Sessions(
            TestSettings.with(
                    "parley.session.per-user", "1000000", "parley.session.per-address", "1000000")
                .session(),
            new SimpleMeterRegistry());
    fanOut =
        new FanOut(
            new Stoppable(Runnable::run),
            TestSettings.with("parley.room.inline-members", "100000").room());
    for (int i = 0; i < members; i++) {
      Session session = Silent.session(sessions, "u" + i);
      Seat seat = new Seat(session);
      seat.release();
      fanOut.add(seat);
    }
  }

  @Benchmark
  public void oneEvent() {
    fanOut.enqueue(List.of(new Item(event, null, null)));
    fanOut.flush();
  }
}
