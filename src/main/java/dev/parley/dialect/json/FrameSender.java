package dev.parley.dialect.json;

import dev.parley.dialect.json.undertow.UndertowSocket;
import dev.parley.session.Frames;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames by the standard API. Does not block; takes the next frames once the handler has
 * heard of the last, on any thread, also before they are all sent.
 *
 * <p>The API lets a container hold back what is sent until it is flushed ({@link
 * RemoteEndpoint#setBatchingAllowed}), and so write many frames at once. Undertow does so, and
 * takes a send while another is under way. Elsewhere, where containers may refuse that one, a frame
 * waits for the one before it.
 */
final class FrameSender implements Consumer<Frames> {
  private final RemoteEndpoint.Async remote;
  private final SendHandler done;
  private final boolean many;
  private final @Nullable Consumer<Frames> single;

  /** {@code undertow} is the same socket where it is one of Undertow's. */
  FrameSender(Session socket, @Nullable UndertowSocket undertow, SendHandler done) {
    this.remote = socket.getAsyncRemote();
    this.done = done;
    this.many = undertow != null;
    this.single = undertow == null ? null : undertow.textSender(done);
  }

  @Override
  public void accept(Frames frames) {
    List<String> all = frames.texts();
    if (all.size() == 1 && single != null) {
      single.accept(frames);
    } else if (all.size() == 1) {
      remote.sendText(all.get(0), done);
    } else if (many) {
      sendTogether(all);
    } else {
      new Turns(all).take();
    }
  }

  /** The last is sent at once, and takes along those that were held back. */
  private void sendTogether(List<String> texts) {
    int last = texts.size() - 1;
    try {
      remote.setBatchingAllowed(true);
      for (String text : texts.subList(0, last)) {
        remote.sendText(text, FrameSender::leaveToTheLast);
      }
      remote.setBatchingAllowed(false);
    } catch (IOException closed) {
      done.onResult(new SendResult(closed));
      return;
    }
    remote.sendText(texts.get(last), done);
  }

  /** What could not be sent has broken the connection, and the last fails with it. */
  private static void leaveToTheLast(SendResult result) {}

  /** Sends one text after the other; does not recurse where a send completes inline. */
  private final class Turns implements SendHandler {
    private final Iterator<String> texts;
    private final AtomicInteger due = new AtomicInteger();

    Turns(List<String> texts) {
      this.texts = texts.iterator();
    }

    void take() {
      if (due.getAndIncrement() > 0) {
        return; // who takes turns already takes this one too
      }
      do {
        if (texts.hasNext()) {
          remote.sendText(texts.next(), this);
        } else {
          done.onResult(new SendResult());
        }
      } while (due.decrementAndGet() > 0);
    }

    @Override
    public void onResult(SendResult result) {
      if (result.isOK()) {
        take();
      } else {
        done.onResult(result);
      }
    }
  }
}
