package dev.parley.emit;

import dev.parley.protocol.AckId;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Result;
import dev.parley.session.Session;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The answers that emitted events wait for. Safe for use by any thread; does not block. Every wait
 * ends once: when all have answered, when those who have not are gone, or when its time is up.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Acknowledgements {
  private static final Outcome<AckId> NOBODY_WAITS =
      Outcome.rejected(ErrorCode.NOT_FOUND, "nobody awaits this answer, or no longer");
  private static final Outcome<AckId> TOO_MUCH =
      Outcome.rejected(
          ErrorCode.LIMIT_REACHED, "the answers to this client's events are too long together");

  private EmitLimits limits;
  private ScheduledThreadPoolExecutor timer;
  private final ConcurrentHashMap<AckId, Awaited> awaited = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Session, Held> byEmitter = new ConcurrentHashMap<>();

  /** What is held for one session: how many waits, and the answers to them. */
  private record Held(int waits, long answerBytes) {
    static final Held NOTHING = new Held(0, 0);
  }

  @Inject
  public Acknowledgements(EmitLimits limits, ThreadFactory threads) {
    this(limits, new ScheduledThreadPoolExecutor(1, threads));
  }

  Acknowledgements(EmitLimits limits, ScheduledThreadPoolExecutor timer) {
    this.limits = limits;
    this.timer = timer;
    this.timer.setRemoveOnCancelPolicy(true);
  }

  protected Acknowledgements() {} // for the container's proxy

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }

  /** Names a wait that {@link #await} begins. */
  public AckId newId() {
    return new AckId(UUID.randomUUID().toString());
  }

  /** Whether one more wait of this session, for so many answers, is within the limits. */
  public boolean isWithinLimits(Session emitter, int recipients) {
    return recipients <= limits.recipients()
        && byEmitter.getOrDefault(emitter, Held.NOTHING).waits() < limits.awaiting();
  }

  /**
   * Waits for the answers of the recipients, to be called before the event is sent to them. {@code
   * done} is called once, on any thread.
   */
  public void await(
      AckId id,
      Session emitter,
      Collection<Session> recipients,
      int withinMs,
      Consumer<Result.Emitted> done) {
    Awaited wait = new Awaited(recipients, bytes -> hold(emitter, bytes), done);
    byEmitter.merge(
        emitter, new Held(1, 0), (held, one) -> new Held(held.waits() + 1, held.answerBytes()));
    wait.atEnd =
        bytes -> {
          awaited.remove(id);
          release(emitter, bytes);
        };
    awaited.put(id, wait);
    wait.endBy(timer.schedule(wait::end, withinMs, TimeUnit.MILLISECONDS));
    recipients.stream().filter(Session::isClosed).forEach(wait::gone);
    wait.endIfComplete();
  }

  private boolean hold(Session emitter, long bytes) {
    boolean[] within = {false};
    byEmitter.computeIfPresent(
        emitter,
        (session, held) -> {
          within[0] = held.answerBytes() + bytes <= limits.answerBytes();
          return within[0] ? new Held(held.waits(), held.answerBytes() + bytes) : held;
        });
    return within[0];
  }

  private void release(Session emitter, long bytes) {
    byEmitter.computeIfPresent(
        emitter,
        (session, held) ->
            held.waits() == 1 ? null : new Held(held.waits() - 1, held.answerBytes() - bytes));
  }

  /**
   * A session answers. Refused as {@code NOT_FOUND} when nobody waits for that answer (any more),
   * and as {@code LIMIT_REACHED} when no more can be held for the emitter: the session then counts
   * as silent.
   */
  public Outcome<AckId> answer(AckId id, Session from, Payload payload) {
    Awaited wait = awaited.get(id);
    return wait == null ? NOBODY_WAITS : wait.answer(id, from, payload);
  }

  /** A session is gone: what it has not answered, it will not. */
  public void disconnected(Session session) {
    awaited.values().forEach(wait -> wait.gone(session));
  }

  private static final class Awaited {
    private final Consumer<Result.Emitted> done;
    private final int recipients;
    private final LongPredicate hold;
    private @Nullable LongConsumer atEnd;

    // Guarded by this.
    private @Nullable ScheduledFuture<?> timer;
    private final Map<Session, Result.Recipient> open = new HashMap<>();
    private final List<Result.Recipient> gone = new ArrayList<>(0);
    private final List<Result.Answer> answers = new ArrayList<>();
    private long answerBytes;
    private boolean ended;

    Awaited(Collection<Session> recipients, LongPredicate hold, Consumer<Result.Emitted> done) {
      this.done = done;
      this.hold = hold;
      this.recipients = recipients.size();
      recipients.forEach(
          session ->
              open.put(session, new Result.Recipient(session.user().id(), session.clientId())));
    }

    /** What ends it when its time is up; it may have ended already, as when a recipient is gone. */
    synchronized void endBy(ScheduledFuture<?> timeUp) {
      timer = timeUp;
      if (ended) {
        timeUp.cancel(false);
      }
    }

    Outcome<AckId> answer(AckId id, Session from, Payload payload) {
      long bytes = payload.bytes();
      boolean within;
      synchronized (this) {
        Result.Recipient recipient = ended ? null : open.remove(from);
        if (recipient == null) {
          return NOBODY_WAITS;
        }
        within = hold.test(bytes);
        if (within) {
          answers.add(new Result.Answer(recipient.userId(), recipient.clientId(), payload));
          answerBytes += bytes;
        } else {
          gone.add(recipient);
        }
      }
      endIfComplete();
      return within ? Outcome.done(id) : TOO_MUCH;
    }

    void gone(Session session) {
      synchronized (this) {
        Result.Recipient recipient = ended ? null : open.remove(session);
        if (recipient == null) {
          return;
        }
        gone.add(recipient);
      }
      endIfComplete();
    }

    void endIfComplete() {
      boolean complete;
      synchronized (this) {
        complete = open.isEmpty();
      }
      if (complete) {
        end();
      }
    }

    void end() {
      Result.Emitted result;
      long held;
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
        held = answerBytes;
        List<Result.Recipient> silent = new ArrayList<>(gone);
        silent.addAll(open.values());
        result = new Result.Emitted(recipients, List.copyOf(answers), silent);
        if (timer != null) {
          timer.cancel(false);
        }
      }
      if (atEnd != null) {
        atEnd.accept(held);
      }
      done.accept(result);
    }
  }
}
