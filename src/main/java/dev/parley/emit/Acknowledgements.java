package dev.parley.emit;

import dev.parley.protocol.AckId;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Result;
import dev.parley.session.ParkedSessions;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The answers that emitted events wait for. Safe for use by any thread; does not block. Every wait
 * ends once: when all have answered, when those who have not are gone, or when its time is up. Who
 * was cut off and may come back is not gone, and gets the event again.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Acknowledgements {
  static final Outcome<AckId> NOBODY_WAITS =
      Outcome.rejected(ErrorCode.NOT_FOUND, "nobody awaits this answer, or no longer");
  static final Outcome<AckId> TOO_MUCH =
      Outcome.rejected(
          ErrorCode.LIMIT_REACHED, "the answers to this client's events are too long together");

  private EmitLimits limits;
  private Sessions sessions;
  private ParkedSessions parked;
  private ScheduledThreadPoolExecutor timer;
  private final AtomicLong waits = new AtomicLong();
  private final ConcurrentHashMap<AckId, Awaited> awaited = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<ClientId, Held> byEmitter = new ConcurrentHashMap<>();

  /** What each may have to answer still, so that who ends is not looked for in every wait. */
  private final ConcurrentHashMap<ClientId, Set<Awaited>> byRecipient = new ConcurrentHashMap<>();

  /** What is held for one session: how many waits, their events, and the answers to them. */
  private record Held(int waits, long eventBytes, long answerBytes) {
    static final Held NOTHING = new Held(0, 0, 0);

    Held plus(int moreWaits, long moreEventBytes, long moreAnswerBytes) {
      return new Held(
          waits + moreWaits, eventBytes + moreEventBytes, answerBytes + moreAnswerBytes);
    }
  }

  @Inject
  public Acknowledgements(
      EmitLimits limits, Sessions sessions, ParkedSessions parked, ThreadFactory threads) {
    this(limits, sessions, parked, new ScheduledThreadPoolExecutor(1, threads));
  }

  Acknowledgements(
      EmitLimits limits,
      Sessions sessions,
      ParkedSessions parked,
      ScheduledThreadPoolExecutor timer) {
    this.limits = limits;
    this.sessions = sessions;
    this.parked = parked;
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

  /**
   * Waits for the recipients' answers to an event with the ack id; to be called before it is sent
   * to them. {@code done} is called once, on any thread. False where the emitter is past one of its
   * limits: then nothing was begun.
   */
  public boolean await(
      AckId id,
      Event.Custom event,
      ClientId emitter,
      Collection<Session> recipients,
      int withinMs,
      Consumer<Result.Emitted> done) {
    long eventBytes = event.payload().bytes();
    if (recipients.size() > limits.recipients() || !begin(emitter, eventBytes)) {
      return false;
    }
    Awaited wait =
        new Awaited(event, waits.getAndIncrement(), recipients, b -> hold(emitter, b), done);
    wait.atEnd =
        answerBytes -> {
          awaited.remove(id);
          wait.clients.forEach(client -> removeFor(client, wait));
          release(emitter, eventBytes, answerBytes);
        };
    awaited.put(id, wait);
    wait.clients.forEach(client -> addFor(client, wait));
    wait.endBy(timer.schedule(wait::end, withinMs, TimeUnit.MILLISECONDS));
    recipients.stream()
        .filter(Session::isClosed)
        .forEach(session -> session.onClose(() -> closedBefore(session, wait)));
    wait.endIfComplete();
    return true;
  }

  private void addFor(ClientId client, Awaited wait) {
    byRecipient.compute(
        client,
        (id, known) -> {
          Set<Awaited> waiting = known == null ? ConcurrentHashMap.newKeySet(1) : known;
          waiting.add(wait);
          return waiting;
        });
  }

  private void removeFor(ClientId client, Awaited wait) {
    byRecipient.computeIfPresent(
        client,
        (id, waiting) -> {
          waiting.remove(wait);
          return waiting.isEmpty() ? null : waiting;
        });
  }

  /** In one step, as a service may emit by several requests at a time. */
  private boolean begin(ClientId emitter, long eventBytes) {
    boolean[] within = {false};
    byEmitter.compute(
        emitter,
        (client, known) -> {
          Held held = known == null ? Held.NOTHING : known;
          within[0] =
              held.waits() < limits.awaiting()
                  && held.eventBytes() + eventBytes <= limits.eventBytes();
          return within[0] ? held.plus(1, eventBytes, 0) : known;
        });
    return within[0];
  }

  /**
   * A recipient had closed when the wait began, and by now it is known what became of it. Whoever
   * told of that may not have seen the wait: it may be gone, or have come back already.
   */
  private void closedBefore(Session recipient, Awaited wait) {
    if (parked.goesOn(recipient.id())) {
      sessions.of(recipient.user().id()).stream()
          .filter(back -> back.id().equals(recipient.id()) && !back.isClosed())
          .forEach(back -> back.send(wait.event));
    } else {
      wait.gone(recipient.clientId());
    }
  }

  private boolean hold(ClientId emitter, long bytes) {
    boolean[] within = {false};
    byEmitter.computeIfPresent(
        emitter,
        (client, held) -> {
          within[0] = held.answerBytes() + bytes <= limits.answerBytes();
          return within[0] ? held.plus(0, 0, bytes) : held;
        });
    return within[0];
  }

  private void release(ClientId emitter, long eventBytes, long answerBytes) {
    byEmitter.computeIfPresent(
        emitter,
        (client, held) -> held.waits() == 1 ? null : held.plus(-1, -eventBytes, -answerBytes));
  }

  /**
   * A session answers. Refused as {@code NOT_FOUND} when nobody waits for that answer (any more),
   * and as {@code LIMIT_REACHED} when no more can be held for the emitter: the session then counts
   * as silent.
   */
  public Outcome<AckId> answer(AckId id, ClientId from, Payload payload) {
    Awaited wait = awaited.get(id);
    return wait == null ? NOBODY_WAITS : wait.answer(id, from, payload);
  }

  /** A session will not come back: what it has not answered, it will not. */
  public void gone(ClientId client) {
    byRecipient.getOrDefault(client, Set.of()).forEach(wait -> wait.gone(client));
  }

  /** What a session has still to answer, in the order in which it was emitted. */
  public List<Event.Custom> unanswered(ClientId client) {
    return byRecipient.getOrDefault(client, Set.of()).stream()
        .filter(wait -> wait.isOpenFor(client))
        .sorted(Comparator.comparingLong(wait -> wait.number))
        .map(wait -> wait.event)
        .toList();
  }
}
