package dev.parley.dialect.json.undertow;

import dev.parley.session.Frames;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Sends a text as bytes that all sessions share: by the standard API, each of them encodes it anew.
 * Takes frames of one text only. Does not block. One send at a time; the handler hears of each
 * once, on any thread, also before the send returns.
 */
final class TextSender implements Consumer<Frames>, WebSocketCallback<Void> {
  private static final SendResult SENT = new SendResult();

  private final WebSocketChannel channel;
  private final SendHandler handler;

  TextSender(WebSocketChannel channel, SendHandler handler) {
    this.channel = channel;
    this.handler = handler;
  }

  @Override
  public void accept(Frames frames) {
    byte[] text = frames.wire(texts -> texts.get(0).getBytes(StandardCharsets.UTF_8));
    WebSockets.sendText(ByteBuffer.wrap(text), channel, this);
  }

  @Override
  public void complete(WebSocketChannel sentOn, Void nothing) {
    handler.onResult(SENT);
  }

  @Override
  public void onError(WebSocketChannel sentOn, Void nothing, Throwable failure) {
    handler.onResult(new SendResult(failure));
  }
}
