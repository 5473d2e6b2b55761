package dev.parley.dialect.json.tyrus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what Tyrus sends by itself: it answers each ping at once, whether the client reads or not,
 * and keeps all answers that the client has not read. Past the bound the listener is told, once,
 * and the connection is cut: no close frame would get past what waits.
 *
 * <p>As safe as the writer that it is put before; does not block.
 */
final class PongBound extends Writer {
  /** What a frame that waits takes besides its payload, roughly. */
  private static final int FRAME_COST = 256;

  private static final int OPCODE = 0x0f;
  private static final int PING = 0x9;

  private final Writer writer;
  private final @Nullable Object connection;
  private final long most;
  private final Runnable exceeded;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicBoolean cut = new AtomicBoolean();

  /** {@code connection} is Grizzly's, where there is one. */
  PongBound(Writer writer, @Nullable Object connection, long most, Runnable exceeded) {
    this.writer = writer;
    this.connection = connection;
    this.most = most;
    this.exceeded = exceeded;
  }

  @Override
  public void write(ByteBuffer frame, @Nullable CompletionHandler<ByteBuffer> completion) {
    if ((frame.get(frame.position()) & OPCODE) < PING) {
      writer.write(frame, completion);
      return;
    }
    Waiting answer = new Waiting(frame.remaining() + FRAME_COST, completion);
    if (waiting.addAndGet(answer.cost) <= most) {
      writer.write(frame, answer);
      return;
    }
    answer.failed(new IOException("the client does not read the answers to its pings"));
    if (cut.compareAndSet(false, true)) {
      exceeded.run();
      cut();
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Ends the TCP connection. To close it would wait for a client that does not read. */
  void cut() {
    try {
      if (connection != null) {
        WriteBound.terminate(connection);
      }
      writer.close();
    } catch (IOException | ReflectiveOperationException gone) {
      // It is closed already, and that is what was wanted.
    }
  }

  private final class Waiting extends CompletionHandler<ByteBuffer> {
    private final int cost;
    private final @Nullable CompletionHandler<ByteBuffer> completion;

    Waiting(int cost, @Nullable CompletionHandler<ByteBuffer> completion) {
      this.cost = cost;
      this.completion = completion;
    }

    @Override
    public void completed(ByteBuffer frame) {
      waiting.addAndGet(-cost);
      if (completion != null) {
        completion.completed(frame);
      }
    }

    @Override
    public void failed(Throwable failure) {
      waiting.addAndGet(-cost);
      if (completion != null) {
        completion.failed(failure);
      }
    }

    @Override
    public void cancelled() {
      failed(new IOException("the send was cancelled"));
    }
  }
}
