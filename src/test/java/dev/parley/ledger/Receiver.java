package dev.parley.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One user who listens to one room, comes back with the last position whenever the connection ends
 * or falls silent, and writes down what it is told. Runs on a thread of its own.
 */
final class Receiver implements Runnable {
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(4);
  private static final Duration SILENT_AT_MOST = Duration.ofSeconds(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final String name;
  private final String room;
  private final URI endpoint;
  private final Manner manner;
  private final Ledger ledger;
  private final Knowledge knowledge;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile String sessionId = "";

  // Guarded by this.
  private @Nullable Ear current;

  /** How it comes: whether it takes batches, and wants the session back that it had. */
  record Manner(boolean batches, boolean resumes) {}

  Receiver(String name, String room, URI endpoint, Manner manner, Ledger ledger) {
    this.name = name;
    this.room = room;
    this.endpoint = endpoint;
    this.manner = manner;
    this.ledger = ledger;
    this.knowledge = new Knowledge(name, room, ledger);
  }

  String name() {
    return name;
  }

  String room() {
    return room;
  }

  /** The place up to which it knows the room; -1 while it has never got in. */
  long position() {
    return knowledge.position();
  }

  boolean isInside() {
    return knowledge.isInside();
  }

  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    try {
      while (stopped.getCount() > 0) {
        listenOnce();
        boolean unused = stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void listenOnce() throws InterruptedException {
    Ear ear = new Ear();
    turnTo(ear);
    Wire wire =
        (manner.resumes()
                ? Wire.connect(endpoint, manner.batches(), ear::hear)
                : Wire.connect(endpoint, name, manner.batches(), ear::hear))
            .orElse(null);
    if (wire == null) {
      return;
    }
    try (wire) {
      if ((manner.resumes() && hasComeBack(wire)) || hasJoined(wire, ear)) {
        listen(wire);
      }
    } finally {
      turnTo(null);
    }
  }

  /** Says who it is, and asks for the session that it had; true where that brings it in again. */
  private boolean hasComeBack(Wire wire) throws InterruptedException {
    Map<String, Object> proof =
        sessionId.isEmpty() ? Proof.of(name) : Proof.resuming(name, sessionId, knowledge.join());
    Answer known = wire.ask("auth", proof, ANSWERED_WITHIN);
    if (!known.data().path("resumed").asBoolean(false)) {
      return false;
    }
    ledger.resumed();
    // The answer comes behind the rooms that the session was in, if it was in one already.
    return wire.ask("ping", Map.of(), ANSWERED_WITHIN).isDone() && isInside();
  }

  private boolean hasJoined(Wire wire, Ear ear) throws InterruptedException {
    ear.joinId = wire.idToCome();
    return wire.ask("room:join", knowledge.join(), ANSWERED_WITHIN).isDone();
  }

  private void listen(Wire wire) throws InterruptedException {
    while (stopped.getCount() > 0 && !wire.awaitEnd(LOOK_EVERY)) {
      if (wire.silence().compareTo(SILENT_AT_MOST) > 0
          && !wire.ask("ping", Map.of(), ANSWERED_WITHIN).isDone()) {
        return;
      }
    }
  }

  /** From now on only this connection counts; what still comes on an earlier one comes again. */
  private synchronized void turnTo(@Nullable Ear ear) {
    current = ear;
    knowledge.isOut();
  }

  private final class Ear {
    private volatile String joinId = "";

    void hear(JsonNode frame) {
      synchronized (Receiver.this) {
        if (current == this) {
          take(frame.path("type").asString(), frame);
        }
      }
    }

    private void take(String type, JsonNode frame) {
      if (type.equals("welcome")) {
        sessionId = frame.path("data").path("sessionId").asString("");
      } else if (!type.equals("ack")) {
        knowledge.hear(type, frame.path("data"));
      } else if (joinId.equals(frame.path("id").asString(""))) {
        knowledge.entered(frame.path("data"));
      }
    }
  }
}
