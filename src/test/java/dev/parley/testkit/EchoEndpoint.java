package dev.parley.testkit;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/** Says each message back as it came; runs in a server under test, in {@link EchoWar}. */
@ServerEndpoint("/echo")
public class EchoEndpoint {
  /** The suite's longest message has 16 MiB. */
  static final int LONGEST = 17 * 1024 * 1024;

  @OnOpen
  public void opened(Session socket) {
    socket.setMaxTextMessageBufferSize(LONGEST);
    socket.setMaxBinaryMessageBufferSize(LONGEST);
  }

  @OnMessage(maxMessageSize = LONGEST)
  public String text(String message) {
    return message;
  }

  @OnMessage(maxMessageSize = LONGEST)
  public ByteBuffer binary(ByteBuffer message) {
    return message;
  }
}
