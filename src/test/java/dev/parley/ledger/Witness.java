package dev.parley.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Somebody new, who comes when all is over: tries the service, reads the history, and asks who is
 * there. Notes what does not work. One thread.
 */
final class Witness implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int PAGE = 1_000;

  private final String room;
  private final String name;
  private final String message;
  private final URI endpoint;
  private final Ledger ledger;
  private final List<String> troubles = new ArrayList<>();
  private final CountDownLatch heardItself = new CountDownLatch(1);
  private final Wire wire;

  private Witness(String room, URI endpoint, Ledger ledger) throws InterruptedException {
    this.room = room;
    this.name = room + "-witness";
    this.message = name + ".1";
    this.endpoint = endpoint;
    this.ledger = ledger;
    this.wire =
        Wire.connect(endpoint, name, false, this::hear)
            .orElseThrow(() -> new AssertionError(name + " cannot connect to " + endpoint));
  }

  /** Joins the room. */
  static Witness in(String room, URI endpoint, Ledger ledger) throws InterruptedException {
    Witness witness = new Witness(room, endpoint, ledger);
    witness.ask("room:join", Map.of("roomId", room));
    return witness;
  }

  private void hear(JsonNode frame) {
    if (message.equals(frame.path("data").path("content").asString(""))) {
      heardItself.countDown();
    }
  }

  String name() {
    return name;
  }

  List<String> troubles() {
    return troubles;
  }

  /** Says something, and hears it; so does a session of its own that was cut off meanwhile. */
  void speak() throws InterruptedException {
    Comeback comeback = Comeback.of(name, room, endpoint);
    ledger.attempt(message, room, message);
    Answer answer = ask("chat:send", Map.of("roomId", room, "content", message, "key", message));
    if (answer.isDone()) {
      ledger.acked(message, answer.data().path("seq").longValue());
    }
    if (!heardItself.await(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      troubles.add(name + " did not hear what it said");
    }
    String missing = comeback.missing(message);
    if (!missing.isEmpty()) {
      troubles.add(missing);
    }
  }

  /** All that the room keeps, by pages from the start. */
  List<Kept> history() throws InterruptedException {
    List<Kept> log = new ArrayList<>();
    boolean more = true;
    while (more) {
      long after = log.isEmpty() ? 0 : log.get(log.size() - 1).seq();
      Answer page = ask("chat:history", Map.of("roomId", room, "after", after, "limit", PAGE));
      for (JsonNode kept : page.data().path("messages")) {
        log.add(kept(kept.path("seq").longValue(), Content.of(kept)));
      }
      more = page.data().path("more").asBoolean(false);
    }
    return log;
  }

  private Kept kept(long seq, String content) {
    boolean deleted = content.equals(Content.DELETED);
    return new Kept(seq, deleted ? ledger.idAt(room, seq) : Content.id(content), content);
  }

  /** Who is in the room by the server's word, itself included. */
  Set<String> members() throws InterruptedException {
    Set<String> members = new HashSet<>();
    Answer answer = ask("room:members", Map.of("roomId", room, "limit", PAGE));
    answer.data().path("members").forEach(m -> members.add(m.path("userId").asString("")));
    return members;
  }

  private Answer ask(String type, Map<String, ?> data) throws InterruptedException {
    Answer answer = wire.ask(type, data, WITHIN);
    if (!answer.isDone()) {
      troubles.add("%s was answered to %s of %s".formatted(answer, type, name));
    }
    return answer;
  }

  @Override
  public void close() {
    wire.close();
  }
}
