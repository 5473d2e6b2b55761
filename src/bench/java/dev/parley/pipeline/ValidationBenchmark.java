package dev.parley.pipeline;

import dev.parley.protocol.ClientKey;
import dev.parley.protocol.Command;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Violation;
import jakarta.validation.Validation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bean Validation of one command, by Hibernate Validator. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ValidationBenchmark {
  private final CommandValidator validator =
      new CommandValidator(Validation.buildDefaultValidatorFactory().getValidator());
  private final Command send =
      new Command.Send(new RoomName("lobby"), "What was measured", new ClientKey("3f2a77"));

  @Benchmark
  public List<Violation> send() {
    return validator.violations(send);
  }
}
