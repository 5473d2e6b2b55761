package dev.parley.bench;

import org.jspecify.annotations.Nullable;

/**
 * Socket.IO protocol 5 over Engine.IO protocol 4, WebSocket transport: a packet's type leads it
 * (Engine.IO 0 open, 2 ping, 3 pong, 4 message; Socket.IO 0 connect, 2 event, 3 ack, 4 refused).
 */
record SocketIoDialect() implements Dialect {
  private static final String OPEN = "0{";
  private static final String CONNECTED = "40";
  private static final String REFUSED = "44";
  private static final String ACK = "43";
  private static final String PING = "2";
  private static final String PONG = "3";

  @Override
  public String path(int user, boolean batch) {
    return "/socket.io/?EIO=4&transport=websocket";
  }

  @Override
  public @Nullable String greeting(int step, String room) {
    return switch (step) {
      case 0 -> "";
      case 1 -> "40";
      case 2 -> "420[\"room:join\",{\"roomId\":\"" + room + "\"}]";
      default -> null;
    };
  }

  @Override
  public boolean isAnswer(int step, Bytes frame) {
    return frame.startsWith(
        switch (step) {
          case 0 -> OPEN;
          case 1 -> CONNECTED;
          default -> ACK;
        });
  }

  @Override
  public String publish(String room, long id, String content) {
    return "42"
        + id
        + "[\"chat:send\",{\"roomId\":\""
        + room
        + "\",\"content\":\""
        + content
        + "\"}]";
  }

  @Override
  public int acks(Bytes frame) {
    return frame.startsWith(ACK) ? 1 : 0;
  }

  @Override
  public boolean isRefusal(Bytes frame) {
    return frame.startsWith(REFUSED);
  }

  @Override
  public @Nullable String heartbeat(Bytes frame) {
    return frame.length() == 1 && frame.startsWith(PING) ? PONG : null;
  }
}
