package dev.parley.pipeline;

import dev.parley.identity.Identity;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One session's frames on their way through the pipeline, one after the other: a frame that follows
 * one that is still being carried out and that later ones depend on (a join), or whose answer may
 * be long, waits until it is done and its answer on the way.
 *
 * <p>{@link #receive} is called by the dialect, in the order of the frames and never by two threads
 * at a time; it does not block and throws nothing.
 */
public final class Conversation {
  private static final Log LOG = Log.of(Conversation.class);

  private final Session session;
  private final RateLimiter rate;
  private final Pipeline pipeline;

  // Guarded by waiting.
  private final ArrayDeque<Arrived> waiting = new ArrayDeque<>(0);
  private long waitingBytes;
  private boolean busy;

  /** A frame, how long it was on the wire, and the answer to it. */
  private record Arrived(Inbound frame, long bytes, Exchange exchange) {}

  Conversation(Session session, RateLimiter rate, Pipeline pipeline) {
    this.session = session;
    this.rate = rate;
    this.pipeline = pipeline;
  }

  public Session session() {
    return session;
  }

  /** Before the first frame: lets all frames wait until this has ended. */
  void waitFor(CompletionStage<?> stage) {
    synchronized (waiting) {
      busy = true;
    }
    var unused = stage.whenComplete((done, failure) -> run(next()));
  }

  /** Takes the next frame, of so many bytes; nothing more once the session takes none. */
  public void receive(Inbound frame, long bytes) {
    session.heard();
    if (!session.takesCommands()) {
      return;
    }
    String type = frame instanceof Inbound.Request request ? request.command().type() : "malformed";
    Arrived arrived =
        new Arrived(frame, bytes, new Exchange(session, frame.id(), type, pipeline.meters()));
    if (isWithinRate(arrived) && isNext(arrived)) {
      run(arrived);
    }
  }

  /**
   * Charged when it comes, not when its turn has come: a frame that has waited behind a join is
   * within the rate at which it was sent, and one that may not even wait is charged all the same.
   */
  private boolean isWithinRate(Arrived arrived) {
    long wait = rate.charge(arrived.frame());
    if (wait == 0) {
      return true;
    }
    arrived.exchange().reject(Detail.rateLimited(wait));
    if (rate.isAbused()) {
      LOG.warn("rate-limit-abuse", "session", session.clientId(), "address", session.address());
      session.close(CloseCode.RATE_ABUSE);
    }
    return false;
  }

  private boolean isNext(Arrived arrived) {
    synchronized (waiting) {
      if (!busy) {
        busy = true;
        return true;
      }
      RateLimits limits = pipeline.rateLimits();
      if (waiting.size() < limits.waiting()
          && waitingBytes + arrived.bytes() <= limits.waitingBytes()) {
        waiting.add(arrived);
        waitingBytes += arrived.bytes();
        return false;
      }
    }
    arrived
        .exchange()
        .reject(
            Detail.of(
                ErrorCode.UNAVAILABLE,
                "too many frames wait for one before them, or too long ones"));
    return false;
  }

  private void run(@Nullable Arrived first) {
    for (Arrived arrived = first; arrived != null; arrived = next()) {
      CompletionStage<?> carriedOut = handle(arrived).thenCompose(done -> session.longAnswerLeft());
      if (!carriedOut.toCompletableFuture().isDone() && !isDoneWhileWeWait(carriedOut)) {
        return;
      }
    }
  }

  /** False when it is still being carried out: then who ends it goes on with the next frame. */
  private boolean isDoneWhileWeWait(CompletionStage<?> stage) {
    AtomicBoolean passed = new AtomicBoolean();
    var unused =
        stage.whenComplete(
            (done, failure) -> {
              if (passed.getAndSet(true)) {
                run(next());
              }
            });
    return passed.getAndSet(true);
  }

  private @Nullable Arrived next() {
    synchronized (waiting) {
      Arrived next = session.isClosed() ? null : waiting.poll();
      busy = next != null;
      waitingBytes -= next == null ? 0 : next.bytes();
      return next;
    }
  }

  /** The stages after the rate limit, in their order. Answers what later frames must wait for. */
  private CompletionStage<?> handle(Arrived arrived) {
    Exchange exchange = arrived.exchange();
    try {
      if (arrived.frame() instanceof Inbound.Malformed malformed) {
        exchange.reject(malformed.detail());
        return Route.NOW;
      }
      Command command = mine(((Inbound.Request) arrived.frame()).command());
      Detail refusal = refusal(command);
      if (refusal == null) {
        return command.accept(pipeline.route(exchange));
      }
      exchange.reject(refusal);
    } catch (RuntimeException bug) {
      LOG.error(
          "command-failed", bug, "session", session.clientId(), "frame", arrived.frame().id());
      exchange.reject(Detail.of(ErrorCode.INTERNAL, "the server failed; its log says more"));
    }
    return Route.NOW;
  }

  /** What a client names is its own tenant's: the one place where names become rooms and users. */
  private Command mine(Command command) {
    Identity user = session.identity();
    return user == null || user.tenant().isNone() ? command : command.within(user.tenant());
  }

  private @Nullable Detail refusal(Command command) {
    if (session.identity() == null
        && !(command instanceof Command.Auth || command instanceof Command.Ping)) {
      return Detail.of(ErrorCode.UNAUTHENTICATED, "say who you are first: auth");
    }
    List<Violation> violations = pipeline.validator().violations(command);
    return violations.isEmpty()
        ? pipeline.gate().refusal(session, command)
        : Detail.invalid(violations);
  }
}
