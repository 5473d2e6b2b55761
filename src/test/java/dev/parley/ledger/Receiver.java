package dev.parley.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
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
  private final boolean batch;
  private final Ledger ledger;
  private final CountDownLatch stopped = new CountDownLatch(1);

  // Guarded by this.
  private @Nullable Ear current;
  private @Nullable String epoch;
  private long seq = -1;
  private boolean inside;

  Receiver(String name, String room, URI endpoint, boolean batch, Ledger ledger) {
    this.name = name;
    this.room = room;
    this.endpoint = endpoint;
    this.batch = batch;
    this.ledger = ledger;
  }

  String name() {
    return name;
  }

  String room() {
    return room;
  }

  /** The place up to which it knows the room; -1 while it has never got in. */
  synchronized long position() {
    return seq;
  }

  synchronized boolean isInside() {
    return inside;
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
    Wire wire = Wire.connect(endpoint, name, batch, ear::hear).orElse(null);
    if (wire == null) {
      return;
    }
    try (wire) {
      ear.joinId = wire.idToCome();
      if (wire.ask("room:join", join(), ANSWERED_WITHIN).isDone()) {
        listen(wire);
      }
    } finally {
      turnTo(null);
    }
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
    inside = false;
  }

  private synchronized Map<String, Object> join() {
    Map<String, Object> join = new HashMap<>(Map.of("roomId", room));
    if (epoch != null) {
      join.put("since", Map.of("epoch", epoch, "seq", seq, "rev", 0));
    }
    return join;
  }

  private final class Ear {
    private volatile String joinId = "";

    void hear(JsonNode frame) {
      synchronized (Receiver.this) {
        if (current == this) {
          String type = frame.path("type").asString();
          if (type.equals("chat:message")) {
            heard(frame.path("data"));
          } else if (type.equals("ack") && joinId.equals(frame.path("id").asString(""))) {
            entered(frame.path("data"));
          }
        }
      }
    }
  }

  private void heard(JsonNode message) {
    long place = message.path("seq").longValue();
    seq = Math.max(seq, place);
    ledger.step(name, room, Step.heard(place, message.path("content").asString("")));
  }

  private void entered(JsonNode ack) {
    boolean first = epoch == null;
    epoch = ack.path("epoch").stringValue();
    if (ack.path("recovered").booleanValue()) {
      ack.path("messages").forEach(this::heard);
    }
    seq = ack.path("seq").longValue();
    inside = true;
    if (first) {
      ledger.step(name, room, Step.began(seq));
    } else if (ack.path("recovered").booleanValue()) {
      ledger.step(name, room, Step.recovered(seq));
    } else {
      ledger.step(name, room, Step.gap(seq, ack.path("reason").asString("no reason")));
    }
  }
}
