package dev.parley.dialect.json;

import dev.parley.protocol.Epoch;
import dev.parley.protocol.Event;
import dev.parley.protocol.Inbound;
import dev.parley.protocol.Message;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A frame read, an event written, thirty events written as one batch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {
  private static final String WORDS = "What was measured is not always what was meant. ".repeat(2);

  private final String frame =
      "{\"type\":\"chat:send\",\"id\":\"m1\",\"data\":{\"roomId\":\"lobby\",\"content\":\""
          + WORDS
          + "\",\"key\":\"3f2a77\"}}";
  private final Event event =
      new Event.ChatMessage(
          Message.posted(
              new RoomName("lobby"),
              new Epoch("e"),
              1_000,
              new UserId("ada"),
              new UserName("Ada"),
              WORDS,
              Instant.parse("2026-03-14T12:00:00Z")));
  private final List<String> thirty = Collections.nCopies(30, JsonCodec.INSTANCE.encode(event));

  @Benchmark
  public Inbound decode() {
    return FrameReader.INSTANCE.read(frame);
  }

  @Benchmark
  public String encode() {
    return JsonCodec.INSTANCE.encode(event);
  }

  @Benchmark
  public String batchOfThirty() {
    return JsonCodec.INSTANCE.batch(thirty);
  }
}
