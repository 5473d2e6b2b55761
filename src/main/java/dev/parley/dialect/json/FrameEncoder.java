package dev.parley.dialect.json;

import dev.parley.protocol.Outbound;
import jakarta.websocket.Encoder;

/**
 * The container's way to {@link JsonCodec}: for connections that never become a session and so have
 * no queue.
 */
public class FrameEncoder implements Encoder.Text<Outbound> {
  @Override
  public String encode(Outbound message) {
    return JsonCodec.INSTANCE.encode(message);
  }
}
