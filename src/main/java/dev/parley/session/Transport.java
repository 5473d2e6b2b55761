package dev.parley.session;

import dev.parley.protocol.CloseCode;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The connection under a session, as a dialect gives it. {@link OutboundQueue} calls {@link #send}
 * and {@link #ping} one at a time and never before the send under way has completed; {@link #close}
 * may come at any time, from any thread, more than once. No method may block.
 */
public interface Transport {
  /**
   * Sends frames, in their order; {@code completion} is called once, on any thread, also before
   * this returns, when all have left or one could not.
   */
  void send(Frames frames, Completion completion);

  /**
   * The one thread that it costs least to send from, the same at every call; null where any will
   * do. Its tasks must be short: it serves many connections.
   */
  default @Nullable Executor thread() {
    return null;
  }

  /** Asks for a sign of life. */
  void ping();

  /** Closes, telling why where that can still be told; what is not sent yet may be lost. */
  void close(CloseCode code);

  /**
   * Ends the connection without a word where it is still there, since its client has not answered
   * {@link #close} in time; nothing where the server gives no way to.
   */
  default void cut() {}

  /** Hears that a send has ended. */
  @FunctionalInterface
  interface Completion {
    /** {@code failure} is null when all has left. */
    void completed(@Nullable Throwable failure);
  }
}
