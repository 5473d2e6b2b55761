package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.AckId;
import dev.parley.protocol.Command;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.EventName;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Status;
import dev.parley.protocol.Target;
import dev.parley.protocol.Violation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandValidatorTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final SessionId SESSION = new SessionId("s");
  private static final Epoch EPOCH = new Epoch("E1");
  private static final MessageId MESSAGE = new MessageId(EPOCH, 1);
  private static final Target ALL = new Target.ToAll();
  private static final EventName WAVE = new EventName("wave");

  private static final Locale BEFORE = Locale.getDefault();

  private static ValidatorFactory factory;
  private static CommandValidator validator;

  @BeforeAll
  static void open() {
    Locale.setDefault(Locale.GERMANY); // the server's language does not count
    factory = Validation.buildDefaultValidatorFactory();
    validator = new CommandValidator(factory.getValidator());
  }

  @AfterAll
  static void close() {
    factory.close();
    Locale.setDefault(BEFORE);
  }

  static Stream<Arguments> refused() {
    String notNull = "must be given";
    return Stream.of(
        of(new Command.Auth(null, null, null), "token", "must not be empty"),
        of(new Command.Auth("", null, null), "token", "must not be empty"),
        of(
            new Command.Auth("t".repeat(65537), null, null),
            "token",
            "must have at most 65536 characters"),
        of(resume(null), "resume.sessionId", notNull),
        of(
            resume(SESSION, new Command.Join(LOBBY, null, null), new Command.Join(null, null, 1)),
            "resume.rooms[1].roomId",
            notNull),
        of(resume(SESSION, since(EPOCH, null, 1L)), "resume.rooms[0].since.seq", notNull),
        of(new Command.Join(null, null, null), "roomId", notNull),
        of(new Command.Join(LOBBY, null, -1), "history", "must be 0 to 1000, was -1"),
        of(new Command.Join(LOBBY, null, 1001), "history", "must be 0 to 1000, was 1001"),
        of(since(null, 1L, 1L), "since.epoch", notNull),
        of(since(EPOCH, null, 1L), "since.seq", notNull),
        of(since(EPOCH, -1L, 1L), "since.seq", "must be 0 or more, was -1"),
        of(since(EPOCH, 1L, -1L), "since.rev", "must be 0 or more, was -1"),
        of(new Command.Leave(null), "roomId", notNull),
        of(new Command.Members(null, null, null), "roomId", notNull),
        of(new Command.Members(LOBBY, null, 0), "limit", "must be 1 to 1000, was 0"),
        of(new Command.Members(LOBBY, null, 1001), "limit", "must be 1 to 1000, was 1001"),
        of(new Command.Send(null, "hello", null), "roomId", notNull),
        of(new Command.Send(LOBBY, null, null), "content", "must not be empty"),
        of(new Command.Send(LOBBY, "", null), "content", "must not be empty"),
        of(
            new Command.Send(LOBBY, "c".repeat(32_769), null),
            "content",
            "must have at most 32768 characters"),
        of(new Command.Edit(null, MESSAGE, "hello"), "roomId", notNull),
        of(new Command.Edit(LOBBY, null, "hello"), "messageId", notNull),
        of(new Command.Edit(LOBBY, MESSAGE, ""), "content", "must not be empty"),
        of(new Command.Delete(null, MESSAGE), "roomId", notNull),
        of(new Command.Delete(LOBBY, null), "messageId", notNull),
        of(new Command.History(null, null, null, null), "roomId", notNull),
        of(new Command.History(LOBBY, 0L, null, null), "before", "must be 1 or more, was 0"),
        of(new Command.History(LOBBY, null, -1L, null), "after", "must be 0 or more, was -1"),
        of(new Command.History(LOBBY, null, null, 0), "limit", "must be 1 to 1000, was 0"),
        of(new Command.History(LOBBY, null, null, 1001), "limit", "must be 1 to 1000, was 1001"),
        of(new Command.TypingStart(null), "roomId", notNull),
        of(new Command.TypingStop(null), "roomId", notNull),
        of(new Command.Emit(null, WAVE, null, null, null), "to", notNull),
        of(new Command.Emit(ALL, null, null, null, null), "event", notNull),
        of(new Command.Emit(ALL, WAVE, null, null, 0), "ackWithinMs", "must be 1 to 60000, was 0"),
        of(
            new Command.Emit(ALL, WAVE, null, null, 60_001),
            "ackWithinMs",
            "must be 1 to 60000, was 60001"),
        of(new Command.EventAck(null, null), "ackId", notNull),
        of(new Command.SetPresence(null, null), "status", notNull),
        of(
            new Command.SetPresence(Status.AWAY, "t".repeat(129)),
            "text",
            "must have at most 128 characters"));
  }

  private static Command.Join since(Epoch epoch, Long seq, Long rev) {
    return new Command.Join(LOBBY, new Command.Since(epoch, seq, rev), null);
  }

  private static Arguments of(Command command, String path, String message) {
    return Arguments.of(command, new Violation(path, message));
  }

  private static Command resume(SessionId session, Command.Join... rooms) {
    return new Command.Auth("t", null, new Command.Resume(session, List.of(rooms)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void namesThePathAndWhatWasExpected(Command command, Violation violation) {
    assertThat(validator.violations(command)).containsExactly(violation);
  }

  @Test
  void namesAllThatIsWrongInTheOrderOfThePaths() {
    assertThat(validator.violations(new Command.Send(null, "", null)))
        .containsExactly(
            new Violation("content", "must not be empty"),
            new Violation("roomId", "must be given"));
  }

  static List<Command> taken() {
    return List.of(
        new Command.Auth("t".repeat(65536), true, null),
        resume(SESSION, new Command.Join(LOBBY, null, 1000)),
        new Command.Auth("t", null, new Command.Resume(SESSION, null)),
        new Command.Ping(),
        new Command.Join(LOBBY, new Command.Since(EPOCH, 0L, null), 1000),
        new Command.Join(LOBBY, new Command.Since(EPOCH, Long.MAX_VALUE, 0L), 0),
        new Command.Leave(LOBBY),
        new Command.Members(LOBBY, null, 1000),
        new Command.Send(LOBBY, "c".repeat(32_768), null),
        new Command.Edit(LOBBY, MESSAGE, "c"),
        new Command.Delete(LOBBY, MESSAGE),
        new Command.History(LOBBY, 1L, null, 1),
        new Command.History(LOBBY, null, 0L, 1000),
        new Command.TypingStart(LOBBY),
        new Command.TypingStop(LOBBY),
        new Command.Emit(ALL, WAVE, null, null, 60_000),
        new Command.EventAck(new AckId("a"), null),
        new Command.SetPresence(Status.BUSY, "t".repeat(128)));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void findsNothingWrongWithWhatIsAsAsked(Command command) {
    assertThat(validator.violations(command)).isEmpty();
  }
}
