package dev.parley.pipeline;

import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Inbound;
import dev.parley.protocol.Violation;
import dev.parley.session.Session;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One session's frames on their way through the pipeline, one after the other: a frame that follows
 * one that is still being carried out and that later ones depend on (a join) waits for it.
 *
 * <p>{@link #receive} is called by the dialect, in the order of the frames; it does not block and
 * throws nothing.
 */
public final class Conversation {
  private static final Log LOG = Log.of(Conversation.class);

  private final Session session;
  private final RateLimiter rate;
  private final Pipeline pipeline;

  // Guarded by waiting.
  private final ArrayDeque<Inbound> waiting = new ArrayDeque<>(0);
  private boolean busy;

  Conversation(Session session, RateLimiter rate, Pipeline pipeline) {
    this.session = session;
    this.rate = rate;
    this.pipeline = pipeline;
  }

  public Session session() {
    return session;
  }

  /** Takes the next frame. */
  public void receive(Inbound frame) {
    session.heard();
    boolean full;
    synchronized (waiting) {
      if (!busy) {
        busy = true;
        full = false;
      } else if (waiting.size() < pipeline.rateLimits().waiting()) {
        waiting.add(frame);
        return;
      } else {
        full = true;
      }
    }
    if (full) {
      exchange(frame)
          .reject(Detail.of(ErrorCode.UNAVAILABLE, "too many frames wait behind a join"));
    } else {
      run(frame);
    }
  }

  private void run(@Nullable Inbound first) {
    for (Inbound frame = first; frame != null; frame = next()) {
      CompletionStage<?> barrier = handle(frame);
      if (!barrier.toCompletableFuture().isDone()) {
        var unused = barrier.whenComplete((done, failure) -> run(next()));
        return;
      }
    }
  }

  private @Nullable Inbound next() {
    synchronized (waiting) {
      Inbound frame = session.isClosed() ? null : waiting.poll();
      busy = frame != null;
      return frame;
    }
  }

  private Exchange exchange(Inbound frame) {
    String type = frame instanceof Inbound.Request request ? request.command().type() : "malformed";
    return new Exchange(session, frame.id(), type, pipeline.meters());
  }

  /** The stages, in their order. Answers what later frames must wait for. */
  private CompletionStage<?> handle(Inbound frame) {
    Exchange exchange = exchange(frame);
    try {
      return passes(frame, exchange)
          ? route(((Inbound.Request) frame).command(), exchange)
          : Route.NOW;
    } catch (RuntimeException bug) {
      LOG.error("command-failed", bug, "session", session.clientId(), "frame", frame.id());
      exchange.reject(Detail.of(ErrorCode.INTERNAL, "the server failed; its log says more"));
      return Route.NOW;
    }
  }

  private boolean passes(Inbound frame, Exchange exchange) {
    long wait = rate.charge(frame);
    if (wait > 0) {
      exchange.reject(Detail.rateLimited(wait));
      if (rate.isAbused()) {
        LOG.warn("rate-limit-abuse", "session", session.clientId(), "address", session.address());
        session.close(CloseCode.RATE_ABUSE);
      }
      return false;
    }
    if (frame instanceof Inbound.Malformed malformed) {
      exchange.reject(malformed.detail());
      return false;
    }
    Command command = ((Inbound.Request) frame).command();
    if (session.identity() == null
        && !(command instanceof Command.Auth || command instanceof Command.Ping)) {
      exchange.reject(Detail.of(ErrorCode.UNAUTHENTICATED, "say who you are first: auth"));
      return false;
    }
    List<Violation> violations = pipeline.validator().violations(command);
    if (!violations.isEmpty()) {
      exchange.reject(Detail.invalid(violations));
      return false;
    }
    return true;
  }

  private CompletionStage<?> route(Command command, Exchange exchange) {
    return command.accept(pipeline.route(exchange));
  }
}
