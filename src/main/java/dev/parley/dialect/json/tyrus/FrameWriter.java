package dev.parley.dialect.json.tyrus;

import dev.parley.session.Frames;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Sends text on a Tyrus connection by its writer, under Tyrus' own framing: that would encode every
 * text anew for every session, character by character, which is most of what sending to a room
 * costs there. Several frames are one write.
 *
 * <p>As safe as the writer: whole frames, which it puts in a line with those of Tyrus itself. Does
 * not block. One send at a time; the handler hears of each once, on any thread, also before the
 * send returns.
 */
final class FrameWriter implements Consumer<Frames> {
  private final Session socket;
  private final Writer writer;
  private final SendHandler handler;
  private final CompletionHandler<ByteBuffer> completion = new Completion();

  private FrameWriter(Session socket, Writer writer, SendHandler handler) {
    this.socket = socket;
    this.writer = writer;
    this.handler = handler;
  }

  /** Null where an extension has to see the frames. */
  static @Nullable FrameWriter of(Session socket, Writer writer, SendHandler handler) {
    return socket.getNegotiatedExtensions().isEmpty()
        ? new FrameWriter(socket, writer, handler)
        : null;
  }

  @Override
  public void accept(Frames frames) {
    if (socket.isOpen()) {
      writer.write(ByteBuffer.wrap(frames.wire(TextFrames::of)), completion);
    } else {
      handler.onResult(new SendResult(new IOException("the connection is closed")));
    }
  }

  private final class Completion extends CompletionHandler<ByteBuffer> {
    private final SendResult sent = new SendResult();

    @Override
    public void completed(ByteBuffer frame) {
      handler.onResult(sent);
    }

    @Override
    public void failed(Throwable failure) {
      handler.onResult(new SendResult(failure));
    }

    @Override
    public void cancelled() {
      failed(new IOException("the send was cancelled"));
    }
  }
}
