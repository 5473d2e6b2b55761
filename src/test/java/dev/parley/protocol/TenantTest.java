package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantTest {
  private static final Tenant ACME = new Tenant("acme");
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final UserId ANN = new UserId("ann");

  @ParameterizedTest
  @ValueSource(strings = {"acme", "acme.example", "8f14e45f-ceea-4672", "A_b"})
  void aNameIsLettersDigitsAndAFewSigns(String name) {
    assertThat(new Tenant(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a!b", "a b", "a/b", "ä", "a\nb", "a\0b"})
  void anyOtherNameIsRefused(String name) {
    assertThatThrownBy(() -> new Tenant(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be 1–64 of letters, digits and . _ -, was \"");
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertThat(new Tenant("x".repeat(64)).isNone()).isFalse();
    assertThatThrownBy(() -> new Tenant("x".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void roomsAndUsersOfOneNameInTwoTenantsAreTwo() {
    assertThat(LOBBY.within(ACME)).isNotEqualTo(LOBBY).isEqualTo(new RoomName(ACME, "lobby"));
    assertThat(ANN.within(ACME)).isNotEqualTo(ANN).isEqualTo(new UserId(ACME, "ann"));
    assertThat(LOBBY.within(ACME).compareTo(LOBBY)).isPositive();
  }

  static List<Command> commands() {
    Command.Join join = new Command.Join(LOBBY, null, null);
    return List.of(
        new Command.Auth(
            "token", null, new Command.Resume(new SessionId("s-1"), List.of(join, join))),
        new Command.Ping(),
        join,
        new Command.Leave(LOBBY),
        new Command.Members(LOBBY, ANN, 3),
        new Command.Invite(LOBBY, ANN, true),
        new Command.Uninvite(LOBBY, ANN),
        new Command.Invitations(LOBBY),
        new Command.Send(LOBBY, "hello", null),
        new Command.Edit(LOBBY, MessageId.parse("e.1"), "hello"),
        new Command.Delete(LOBBY, MessageId.parse("e.1")),
        new Command.History(LOBBY, 3L, null, 4),
        new Command.Report(LOBBY, MessageId.parse("e.1"), "spam"),
        new Command.TypingStart(LOBBY),
        new Command.TypingStop(LOBBY),
        emit(new Target.ToUser(ANN)),
        emit(new Target.ToRooms(List.of(LOBBY, new RoomName("library")))),
        emit(new Target.ToAll()),
        new Command.EventAck(new AckId("a-1"), null),
        new Command.SetPresence(Status.AWAY, null));
  }

  private static Command emit(Target to) {
    return new Command.Emit(to, new EventName("e"), null, null, null);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyRoomAndUserInACommandBecomesTheTenants(Command command) {
    Command within = command.within(ACME);

    assertThat(tenants(command)).allMatch(Tenant::isNone);
    assertThat(tenants(within)).hasSameSizeAs(tenants(command)).allMatch(ACME::equals);
    assertThat(within.within(Tenant.NONE)).isEqualTo(command);
  }

  @Test
  void noCommandIsLeftOut() {
    assertThat(commands())
        .extracting(Object::getClass)
        .containsAll(List.of(Command.class.getPermittedSubclasses()));
  }

  /** Of all names anywhere in it. */
  private static List<Tenant> tenants(Command command) {
    List<Tenant> found = new ArrayList<>();
    collect(command, found);
    return found;
  }

  private static void collect(Object value, List<Tenant> found) {
    if (value instanceof RoomName room) {
      found.add(room.tenant());
    } else if (value instanceof UserId user) {
      found.add(user.tenant());
    } else if (value instanceof List<?> list) {
      list.forEach(element -> collect(element, found));
    } else if (value instanceof Record record) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        collect(read(component, record), found);
      }
    }
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }
}
