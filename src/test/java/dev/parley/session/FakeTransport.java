package dev.parley.session;

import dev.parley.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection that notes what it is given, and completes a send at once, or when told to. Holds
 * {@link Transport}'s bargain: a second send before the first has completed is an error.
 */
public final class FakeTransport implements Transport {
  public static final String PING = "(ping)";

  // Guarded by this.
  private final List<String> sent = new ArrayList<>();
  private final List<List<String>> steps = new ArrayList<>();
  private final List<CloseCode> closes = new ArrayList<>();
  private @Nullable Completion underWay;
  private boolean holding;
  private boolean cut;
  private @Nullable Executor thread;

  /** From now on it names this as the thread to send from. */
  public synchronized void thread(Executor sender) {
    thread = sender;
  }

  @Override
  public synchronized @Nullable Executor thread() {
    return thread;
  }

  /** From now on a send completes when {@link #complete} says so. */
  public synchronized FakeTransport hold() {
    holding = true;
    return this;
  }

  @Override
  public void send(Frames frames, Completion completion) {
    synchronized (this) {
      if (underWay != null) {
        throw new AssertionError("a second send while one is under way: " + frames);
      }
      sent.addAll(frames.texts());
      steps.add(frames.texts());
      if (holding) {
        underWay = completion;
        return;
      }
    }
    completion.completed(null);
  }

  @Override
  public synchronized void ping() {
    if (underWay != null) {
      throw new AssertionError("a ping while a send is under way");
    }
    sent.add(PING);
  }

  @Override
  public synchronized void close(CloseCode code) {
    closes.add(code);
  }

  @Override
  public synchronized void cut() {
    cut = true;
  }

  public synchronized boolean isCut() {
    return cut;
  }

  /** Ends the send under way. */
  public void complete() {
    take().completed(null);
  }

  /** Ends the send under way, and every one that follows from it, and holds none any more. */
  public void completeAll() {
    Completion last;
    synchronized (this) {
      holding = false;
      last = underWay;
      underWay = null;
    }
    if (last != null) {
      last.completed(null);
    }
  }

  public void fail(Throwable failure) {
    take().completed(failure);
  }

  private synchronized Completion take() {
    Completion completion = underWay;
    if (completion == null) {
      throw new AssertionError("no send is under way");
    }
    underWay = null;
    return completion;
  }

  /** Every frame, and {@link #PING} where a ping was. */
  public synchronized List<String> sent() {
    return List.copyOf(sent);
  }

  /** What each send was given, without pings. */
  public synchronized List<List<String>> steps() {
    return List.copyOf(steps);
  }

  /** What was sent since the last call. */
  public synchronized List<String> takeSent() {
    List<String> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  public synchronized List<CloseCode> closes() {
    return List.copyOf(closes);
  }
}
