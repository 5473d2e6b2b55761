package dev.parley.pipeline;

import dev.parley.protocol.Detail;
import dev.parley.protocol.FrameId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Reply;
import dev.parley.protocol.Result;
import dev.parley.session.Session;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One frame of one session on its way, and the answer to it. Answered at most once, from any
 * thread; nothing is sent to a client that wants no ack, but a refusal always is.
 */
final class Exchange {
  private final Session session;
  private final @Nullable FrameId id;
  private final String type;
  private final long began = System.nanoTime();
  private final CommandMeters meters;

  Exchange(Session session, @Nullable FrameId id, String type, CommandMeters meters) {
    this.session = session;
    this.id = id;
    this.type = type;
    this.meters = meters;
    session.asked();
  }

  Session session() {
    return session;
  }

  void ack(Result result) {
    if (id != null && (result instanceof Result.Joined || result instanceof Result.HistoryPage)) {
      session.sendLong(new Reply.Ack(id, result));
    } else if (id != null) {
      session.send(new Reply.Ack(id, result));
    }
    session.answered();
    meters.done(type, System.nanoTime() - began);
  }

  void pong() {
    session.send(new Reply.Pong(id));
    session.answered();
    meters.done(type, System.nanoTime() - began);
  }

  void reject(Detail detail) {
    reject(detail, session::send);
  }

  /** As {@link #reject(Detail)}; {@code teller} sends the refusal, maybe with what else it says. */
  void reject(Detail detail, Consumer<Reply.Error> teller) {
    teller.accept(new Reply.Error(id, detail));
    session.answered();
    meters.rejected(type, detail.code());
  }

  /** Acks what was done, or tells the refusal. */
  <T> void answer(Outcome<T> outcome, Function<? super T, ? extends Result> result) {
    if (outcome instanceof Outcome.Done<T> done) {
      ack(result.apply(done.value()));
    } else {
      reject(((Outcome.Rejected<T>) outcome).detail());
    }
  }
}
