package dev.parley.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;

/** One connection: its greeting until it is in its room, then what it says and hears there. */
final class Member implements WebSocketLink.Listener {
  private final Crowd crowd;
  private final Dialect dialect;
  private final LoadRoom room;
  private final boolean publisher;
  private final WebSocketLink link;
  private final ArrayDeque<Long> awaitingAck = new ArrayDeque<>(0);
  private int step;
  private boolean entered;
  private long lastId;
  private long lastMark;

  Member(
      Crowd crowd,
      LoadRoom room,
      boolean publisher,
      String path,
      Selector selector,
      InetSocketAddress server,
      Scratch scratch)
      throws IOException {
    this.crowd = crowd;
    this.dialect = crowd.dialect();
    this.room = room;
    this.publisher = publisher;
    this.link = new WebSocketLink(selector, server, path, scratch, this);
  }

  LoadRoom room() {
    return room;
  }

  void close() {
    link.close();
  }

  /** Says something that carries this mark. */
  void publish(long mark, int contentLength) {
    room.sent();
    awaitingAck.add(mark);
    link.send(dialect.publish(room.name, ++lastId, Markers.content(mark, contentLength)));
  }

  @Override
  public void opened() {
    greet();
  }

  private void greet() {
    String text = dialect.greeting(step, room.name);
    if (text == null) {
      entered = true;
      crowd.entered();
    } else if (!text.isEmpty()) {
      link.send(text);
    }
  }

  @Override
  public void text(Bytes message) {
    String pong = dialect.heartbeat(message);
    if (pong != null) {
      link.send(pong);
    } else if (!entered) {
      if (dialect.isRefusal(message)) {
        crowd.refused(message.toString());
      } else if (dialect.isAnswer(step, message)) {
        step++;
        greet();
      }
    } else {
      hear(message);
    }
  }

  private void hear(Bytes message) {
    int deliveries = message.scan(this::marked);
    room.delivered(deliveries);
    crowd.delivered(deliveries);
    int acks = publisher ? dialect.acks(message) : 0;
    room.acked(acks);
    for (int i = 0; i < acks; i++) {
      Long sent = awaitingAck.poll();
      if (sent != null) {
        crowd.acked(sent);
      }
    }
    if (deliveries == 0 && acks == 0 && dialect.isRefusal(message)) {
      crowd.refused(message.toString());
    }
  }

  private void marked(long mark) {
    if (mark < lastMark) {
      crowd.outOfOrder();
    }
    lastMark = mark;
    crowd.marked(mark);
  }

  @Override
  public void ended(String why) {
    crowd.ended(why);
  }
}
