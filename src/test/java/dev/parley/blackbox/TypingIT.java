package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who types, and when it stops. */
class TypingIT {
  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private final String room = Visitors.unique("room");
  private WireClient ada;
  private WireClient ben;

  @BeforeEach
  void adaAndBenShareARoom() {
    ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    ben = visitors.guest("Ben");
    Visitors.join(ben, room);
    ada.event("room:user-joined");
  }

  @Test
  void itStopsByItself() {
    long before = System.nanoTime();
    ben.tell("typing:start", Map.of("roomId", room));
    assertThat(ada.event("typing:user").path("username").stringValue()).isEqualTo("Ben");
    assertThat(ada.event("typing:stopped").path("userId").stringValue()).isEqualTo(ben.userId());
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(1_000_000_000L);
    ada.assertNothingLeft();
    ben.assertNothingLeft();
  }

  @Test
  void itGoesOnWhileItIsSaidAgain() {
    long end = System.nanoTime() + 1_500_000_000L; // longer than it lasts by itself
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              ben.ask("typing:start", Map.of("roomId", room));
              return System.nanoTime() > end;
            });
    assertThat(ada.event("typing:user").path("userId").stringValue()).isEqualTo(ben.userId());
    ada.answer(ada.send("ping", Map.of()));
    ben.ask("typing:stop", Map.of("roomId", room));
    ada.await(f -> f.path("type").asString().equals("typing:stopped"), "typing:stopped");
  }

  @Test
  void aMessageEndsIt() {
    ben.ask("typing:start", Map.of("roomId", room));
    ada.event("typing:user");
    Visitors.say(ben, room, "there");
    ada.event("typing:stopped");
    ada.event("chat:message");
    ada.assertNothingLeft();
  }

  @Test
  void leavingEndsIt() {
    ben.ask("typing:start", Map.of("roomId", room));
    ada.event("typing:user");
    ben.ask("room:leave", Map.of("roomId", room));
    assertThat(ada.next().path("type").stringValue()).isEqualTo("typing:stopped"); // not later
    assertThat(ada.next().path("type").stringValue()).isEqualTo("room:user-left");
  }

  @Test
  void stoppingWithoutHavingBegunIsNoNews() {
    ben.ask("typing:stop", Map.of("roomId", room));
    ada.assertNothingLeft();
  }

  @Test
  void aBigRoomIsNotToldOfTyping() {
    for (int i = 0; i < 2; i++) {
      Visitors.join(visitors.guest("Guest " + i), room);
    }
    ada.await(
        f -> f.path("type").asString().equals("room:count"), "room:count"); // more than three now
    ben.ask("typing:start", Map.of("roomId", room));
    Visitors.say(ben, room, "there");
    ada.event("chat:message");
    ada.await(f -> f.path("type").asString().equals("room:user-joined"), "the third one's coming");
    ada.assertNothingLeft();
  }
}
