package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.WireClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches come to those who asked for them, and to nobody else. */
class BatchIT {
  private static final int MESSAGES = 300;

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private final String room = Visitors.unique("room");

  @Test
  void theSameFramesComeToBothInTheSameOrder() {
    WireClient batching = visitors.closing(visitors.handshake().as("Batching").batch().enter());
    WireClient plain = visitors.guest("Plain"); // its inbox faults at the first batch
    WireClient sender = visitors.guest("Sender");
    Visitors.join(batching, room);
    Visitors.join(plain, room);
    Visitors.join(sender, room);
    for (int i = 0; i < MESSAGES; i++) {
      sender.tell("chat:send", Map.of("roomId", room, "content", "word " + i));
    }
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(batching.event("chat:message")).isEqualTo(plain.event("chat:message"));
    }
    assertThat(batching.batches())
        .as("a commit of several messages leaves as one frame")
        .isPositive();
    assertThat(plain.batches()).isZero();
  }

  @Test
  void authTurnsBatchesOnAndOff() {
    WireClient sender = visitors.guest("Sender");
    Visitors.join(sender, room);
    WireClient guest = visitors.guest("Gus");
    String token = guest.welcomed().path("guestToken").stringValue();
    Visitors.join(guest, room);
    guest.takeBatches();
    guest.ask("auth", Map.of("token", token, "batch", true));
    send(sender, MESSAGES / 2);
    hear(guest, MESSAGES / 2);
    int before = guest.batches();
    assertThat(before).isPositive();
    guest.ask("auth", Map.of("token", token, "batch", false));
    send(sender, MESSAGES / 2);
    hear(guest, MESSAGES / 2);
    assertThat(guest.batches()).isEqualTo(before);
  }

  private void send(WireClient sender, int messages) {
    for (int i = 0; i < messages; i++) {
      sender.tell("chat:send", Map.of("roomId", room, "content", "word " + i));
    }
  }

  private static void hear(WireClient client, int messages) {
    for (int i = 0; i < messages; i++) {
      client.event("chat:message");
    }
  }
}
