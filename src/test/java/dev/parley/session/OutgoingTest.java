package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Event;
import dev.parley.protocol.Reply;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {
  private static Event.Goodbye message(String text) {
    return new Event.Goodbye(text, 0);
  }

  @Test
  void isEncodedOnceForACodec() {
    PlainCodec codec = new PlainCodec();
    PlainCodec other = new PlainCodec();
    Outgoing outgoing = Outgoing.of(List.of(message("a"), message("b")));

    for (int session = 0; session < 3; session++) {
      assertThat(outgoing.in(codec).texts()).containsExactly("a", "b");
      assertThat(outgoing.in(other).texts()).containsExactly("a", "b");
    }

    assertThat(codec.encoded()).isEqualTo(2);
    assertThat(other.encoded()).isEqualTo(2);
    assertThat(outgoing.in(codec)).isSameAs(outgoing.in(codec));
  }

  @Test
  void aBatchIsTheSameTextForAll() {
    PlainCodec codec = new PlainCodec();
    Outgoing outgoing = Outgoing.of(List.of(message("a"), message("b")));

    assertThat(texts(outgoing, true, 10)).containsExactly(List.of("a|b"));
    assertThat(texts(outgoing, false, 10)).containsExactly(List.of("a", "b"));
    for (boolean batching : new boolean[] {true, false}) {
      assertThat(outgoing.in(codec).frames(batching, 10))
          .isSameAs(outgoing.in(codec).frames(batching, 10));
    }
  }

  @Test
  void aBatchOfOneIsItsFrame() {
    assertThat(texts(Outgoing.of(message("a")), true, 10)).containsExactly(List.of("a"));
  }

  @Test
  void aBatchIsNotLongerThanAllowedButForASingleMessage() {
    Outgoing outgoing =
        Outgoing.of(List.of(message("aa"), message("b"), message("ccccc"), message("d")));

    assertThat(texts(outgoing, true, 3))
        .containsExactly(List.of("aa|b"), List.of("ccccc"), List.of("d"));
    assertThat(texts(outgoing, false, 3))
        .containsExactly(List.of("aa", "b"), List.of("ccccc"), List.of("d"));
  }

  private static List<List<String>> texts(Outgoing outgoing, boolean batching, long mostBytes) {
    return outgoing.in(new PlainCodec()).frames(batching, mostBytes).stream()
        .map(Frames::texts)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "ä", "ÿ€", "\u07ff\u0800", "日本語", "a😀b", "\uffff"})
  void itsSizeIsThatOfUtf8(String text) {
    assertThat(Outgoing.of(message(text)).in(new PlainCodec()).size())
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void theSizeOfSeveralIsTheirSum() {
    assertThat(Outgoing.of(List.of(message("äb"), message("c"))).in(new PlainCodec()).size())
        .isEqualTo(4);
  }

  @Test
  void theRestOfItBeginsAtAPlace() {
    Outgoing rest = Outgoing.of(List.of(message("a"), message("b"), message("c"))).from(1);

    assertThat(rest.count()).isEqualTo(2);
    assertThat(rest.in(new PlainCodec()).texts()).containsExactly("b", "c");
  }

  @Test
  void onlyASingleEventIsConflated() {
    Event away = new Event.PresenceChanged(new UserId("ann"), Status.AWAY, null);
    Event busy = new Event.PresenceChanged(new UserId("ann"), Status.BUSY, "later");
    Event other = new Event.PresenceChanged(new UserId("bob"), Status.BUSY, null);
    RoomName lobby = new RoomName("lobby");

    assertThat(Outgoing.of(away).conflationKey())
        .isNotNull()
        .isEqualTo(Outgoing.of(busy).conflationKey())
        .isNotEqualTo(Outgoing.of(other).conflationKey());
    assertThat(Outgoing.of(new Event.MemberCount(lobby, 1)).conflationKey())
        .isEqualTo(Outgoing.of(new Event.MemberCount(lobby, 2)).conflationKey());
    assertThat(Outgoing.of(List.of(away, busy)).conflationKey()).isNull();
    assertThat(Outgoing.of(message("a")).conflationKey()).isNull();
    assertThat(Outgoing.of(new Reply.Pong(null)).conflationKey()).isNull();
  }

  @Test
  void isNotTouchedByItsMakersList() {
    List<Event> messages = new ArrayList<>(List.of(message("a")));
    Outgoing outgoing = Outgoing.of(messages);

    messages.add(message("b"));

    assertThat(outgoing.count()).isEqualTo(1);
  }
}
