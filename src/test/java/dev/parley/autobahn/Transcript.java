package dev.parley.autobahn;

import dev.parley.testkit.DaemonThreads;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a server sends on one connection, put together as it comes: one thread reads, another
 * waits and asks.
 */
final class Transcript {
  private final List<Heard> heard = new ArrayList<>();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private int opcode;
  private @Nullable Closed closed;
  private boolean ended;

  /** Begins to read, until the stream ends. */
  static Transcript of(RawSocket socket) {
    Transcript transcript = new Transcript();
    DaemonThreads.start("transcript", () -> transcript.read(socket));
    return transcript;
  }

  private void read(RawSocket socket) {
    try {
      while (true) {
        add(socket.read());
      }
    } catch (UncheckedIOException end) {
      end();
    }
  }

  private synchronized void add(RawFrame frame) {
    if (frame.opcode() == RawFrame.CLOSE) {
      closed = closed == null ? frame.closed() : closed;
    } else if (frame.opcode() > RawFrame.CLOSE) {
      heard.add(new Heard(frame.opcode(), ByteBuffer.wrap(frame.payload())));
    } else {
      opcode = frame.opcode() == RawFrame.CONTINUATION ? opcode : frame.opcode();
      message.writeBytes(frame.payload());
      if (frame.last()) {
        heard.add(new Heard(opcode, ByteBuffer.wrap(message.toByteArray())));
        message.reset();
      }
    }
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** The server's close frame, if it has come. */
  synchronized @Nullable Closed closed() {
    return closed;
  }

  /** Whether so much is here within the time, or the server has closed. */
  boolean awaitHeard(int count, Duration within) {
    return await(() -> heard.size() >= count || closed != null || ended, within);
  }

  /** Whether the server has closed within the time, by a close frame or without one. */
  boolean awaitClose(Duration within) {
    return await(() -> closed != null || ended, within);
  }

  /** Whether the TCP connection has ended within the time. */
  boolean awaitEnd(Duration within) {
    return await(() -> ended, within);
  }

  private synchronized boolean await(BooleanSupplier done, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    try {
      for (long left = within.toNanos(); !done.getAsBoolean(); left = end - System.nanoTime()) {
        if (left <= 0) {
          return false;
        }
        wait(Math.max(1, left / 1_000_000));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
