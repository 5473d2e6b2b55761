package dev.parley.session;

import dev.parley.identity.Identity;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Outbound;
import dev.parley.protocol.SessionId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One logical connection of a client.
 *
 * <p>Safe for use by any thread; no method blocks. What is sent leaves in order, or the session is
 * closed: never a silent gap. Once closed it stays so, sends nothing, and has told its listeners
 * exactly once.
 */
public final class Session {
  private static final SecureRandom RANDOM = new SecureRandom();

  private volatile SessionId id = new SessionId(randomName());
  private volatile ClientId clientId = new ClientId(randomName());
  private final String address;
  private final Transport transport;
  private final Codec codec;
  private final OutboundQueue queue;
  private final CloseListeners closeListeners = new CloseListeners();
  private final long openedAt = System.nanoTime();

  private volatile @Nullable Identity identity;
  private volatile @Nullable Supplier<RateState> rate;
  private volatile long heardAt = openedAt;
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean ending;
  private volatile boolean closed;

  // Guarded by this.
  private @Nullable CloseCode closeCode;
  private boolean left;

  // Touched by the heartbeat only.
  long nextPingAt = openedAt;
  boolean pinged;
  long pingedAt;
  boolean toldOfExpiry;

  Session(
      String address,
      Transport transport,
      Codec codec,
      SessionLimits limits,
      LongAdder queuedBytes,
      LongAdder delivered) {
    this.address = address;
    this.transport = transport;
    this.codec = codec;
    this.queue = new OutboundQueue(transport, codec, limits, queuedBytes, delivered, this::close);
  }

  private static String randomName() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  public SessionId id() {
    return id;
  }

  public ClientId clientId() {
    return clientId;
  }

  /** Takes the names of the session that its client has come back to; before it is greeted. */
  public void goOnWith(ParkedSession before) {
    id = before.id();
    clientId = before.clientId();
  }

  /** What may wait for this client, in bytes; past it the session is closed. */
  public long queueBytes() {
    return queue.mostBytes();
  }

  /** The client's network address, as the server sees it. */
  public String address() {
    return address;
  }

  public Codec codec() {
    return codec;
  }

  /** The one thread that it costs least to send from; null where any will do. */
  public @Nullable Executor thread() {
    return transport.thread();
  }

  /** Null until the client has said who it is. */
  public @Nullable Identity identity() {
    return identity;
  }

  /**
   * Who the client is; throws when it has not said so, which callers behind the pipeline need not
   * fear.
   */
  public Identity user() {
    Identity known = identity;
    if (known == null) {
      throw new IllegalStateException("session " + id + " has no identity yet");
    }
    return known;
  }

  /**
   * Greets the client, knows who it is, and hears of its end as {@link #onClose}: in one step for
   * those who ask {@link #isIdentified}.
   */
  void identify(Identity proven, Runnable greeting, Runnable closed) {
    synchronized (this) {
      greeting.run();
      identity = proven;
      if (closeListeners.add(closed)) {
        return;
      }
    }
    closed.run(); // the greeting could not be sent
  }

  /** Whether the client has said who it is; waits for a greeting that is under way. */
  public synchronized boolean isIdentified() {
    return identity != null;
  }

  void identify(Identity proven) {
    identity = proven;
  }

  /** Whether all that waits may leave as one frame. */
  public void batching(boolean on) {
    queue.batching(on);
  }

  public void send(Outbound message) {
    queue.offer(Outgoing.of(message));
  }

  /**
   * Sends an answer that may be longer than the queue's bound. The client's next command has to
   * wait for {@link #longAnswerLeft}, so that no more than one such answer waits.
   */
  public void sendLong(Outbound answer) {
    queue.offerLong(Outgoing.of(answer));
  }

  /** Completes, on any thread, when no long answer waits any more, or the session is closed. */
  public CompletionStage<Void> longAnswerLeft() {
    return queue.longAnswerLeft();
  }

  /** Sends what other sessions may get as well. */
  public void send(Outgoing message) {
    queue.offer(message);
  }

  /** As {@link #send(Outgoing)}, and tells {@code watched} if it leaves at once. */
  public void send(Outgoing message, InFlight watched) {
    queue.offer(message, watched);
  }

  /** The pipeline tells how its rate limit is read. */
  public void limitedBy(Supplier<RateState> reading) {
    rate = reading;
  }

  /** How it stands with its rate limit; null where it has none. */
  public @Nullable RateState rate() {
    Supplier<RateState> reading = rate;
    return reading == null ? null : reading.get();
  }

  /** The dialect tells of every frame that came. */
  public void heard() {
    heardAt = System.nanoTime();
  }

  /** The pipeline tells of every command that came. */
  public void asked() {
    unanswered.incrementAndGet();
  }

  /** The pipeline tells of every command that was carried out or refused. */
  public void answered() {
    unanswered.decrementAndGet();
  }

  /** From now on commands that come are passed over, as if the connection had ended before them. */
  public void takeNoMore() {
    ending = true;
  }

  public boolean takesCommands() {
    return !ending && !closed;
  }

  /** Whether every command is answered, and the container has sent all that was to be sent. */
  public boolean isSettled() {
    return unanswered.get() <= 0 && queue.isIdle();
  }

  long heardAt() {
    return heardAt;
  }

  long openedAt() {
    return openedAt;
  }

  /** How long ago it was opened. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - openedAt);
  }

  void ping() {
    queue.ping();
  }

  long sendInFlightFor(long nanoTime) {
    return queue.inFlightFor(nanoTime);
  }

  /**
   * Runs once when the session closes, after the listeners before it; at once if it is closed and
   * all have been told.
   */
  public void onClose(Runnable listener) {
    if (!closeListeners.add(listener)) {
      listener.run();
    }
  }

  public boolean isClosed() {
    return closed;
  }

  /**
   * Why the server closed it; null while it is open, and where the client or the network ended it.
   */
  public synchronized @Nullable CloseCode closeCode() {
    return closeCode;
  }

  /**
   * Whether it is closed, yet not on purpose: neither by its client nor because the client must not
   * come back. So it is where the client has come back already, on another connection.
   */
  public synchronized boolean isCutOff() {
    boolean mayComeBack =
        closeCode == null || closeCode == CloseCode.SESSION_RESUMED || closeCode.allowsReconnect();
    return closed && !left && mayComeBack;
  }

  /** Closes the connection and tells the listeners, on this thread. */
  public void close(CloseCode code) {
    if (end(code, false)) {
      transport.close(code);
    }
  }

  /** The dialect tells that the connection is gone. */
  public void closed() {
    end(null, false);
  }

  /** The dialect tells that the client has closed the connection and will not come back. */
  public void left() {
    end(null, true);
  }

  private boolean end(@Nullable CloseCode code, boolean byClient) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      closeCode = code;
      left = byClient;
      closed = true;
    }
    queue.close();
    closeListeners.tell(this);
    return true;
  }

  @Override
  public String toString() {
    return "Session[" + clientId + "]";
  }
}
