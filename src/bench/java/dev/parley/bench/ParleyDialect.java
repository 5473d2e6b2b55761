package dev.parley.bench;

import org.jspecify.annotations.Nullable;

/** The gateway's native JSON wire, as a guest; see the protocol document. */
record ParleyDialect() implements Dialect {
  private static final String WELCOME = "\"type\":\"welcome\"";
  private static final String ACK = "\"type\":\"ack\"";
  private static final String ERROR = "\"type\":\"error\"";

  @Override
  public String path(int user, boolean batch) {
    return "/parley/ws?name=u" + user + (batch ? "&batch=true" : "");
  }

  @Override
  public @Nullable String greeting(int step, String room) {
    return switch (step) {
      case 0 -> ""; // the welcome comes by itself
      case 1 -> "{\"type\":\"room:join\",\"id\":\"0\",\"data\":{\"roomId\":\"" + room + "\"}}";
      default -> null;
    };
  }

  @Override
  public boolean isAnswer(int step, Bytes frame) {
    return frame.contains(step == 0 ? WELCOME : ACK);
  }

  @Override
  public String publish(String room, long id, String content) {
    return "{\"type\":\"chat:send\",\"id\":\""
        + id
        + "\",\"data\":{\"roomId\":\""
        + room
        + "\",\"content\":\""
        + content
        + "\"}}";
  }

  @Override
  public int acks(Bytes frame) {
    return frame.count(ACK);
  }

  @Override
  public boolean isRefusal(Bytes frame) {
    return frame.contains(ERROR);
  }

  @Override
  public @Nullable String heartbeat(Bytes frame) {
    return null; // WebSocket pings
  }
}
