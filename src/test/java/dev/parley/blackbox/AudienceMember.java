package dev.parley.blackbox;

import dev.parley.testkit.wire.RawFrame;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One member of a big room: comes in, and then reads what the server sends as long as somebody lets
 * it. Knows only the numbers of messages, which must come in their order. One thread.
 */
final class AudienceMember implements AutoCloseable {
  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};
  private static final Pattern POSITION = Pattern.compile("\"epoch\":\"([^\"]+)\",\"seq\":(\\d+)");

  private final SocketChannel channel;
  private final Marks marks = new Marks();
  private String epoch = "";
  private int last;

  private AudienceMember(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects as a guest; its socket takes in so many bytes unread (0: as many as the system likes).
   */
  static AudienceMember connect(URI endpoint, int receiveBuffer) throws IOException {
    SocketChannel channel = SocketChannel.open();
    if (receiveBuffer > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
    AudienceMember member = new AudienceMember(channel);
    String request =
        "GET %s?name=Ann&batch=true HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Version: 13\r\n\r\n";
    member.write(
        request
            .formatted(endpoint.getPath(), endpoint.getHost(), endpoint.getPort())
            .getBytes(StandardCharsets.US_ASCII));
    member.readUntil("\"type\":\"welcome\"");
    return member;
  }

  /** Joins the room, and from here on may be read without blocking. */
  AudienceMember join(String room) throws IOException {
    send("{\"type\":\"room:join\",\"id\":\"j\",\"data\":{\"roomId\":\"" + room + "\"}}");
    Matcher ack = POSITION.matcher(readUntil("\"memberCount\""));
    if (!ack.find()) {
      throw new IOException("the ack of the join names no position");
    }
    epoch = ack.group(1);
    last = Integer.parseInt(ack.group(2));
    channel.configureBlocking(false);
    return this;
  }

  /**
   * Joins the room with the position at which another has stopped, as that one does which has come
   * back.
   */
  AudienceMember joinSince(String room, AudienceMember before) throws IOException {
    last = before.last;
    epoch = before.epoch;
    send(
        ("{\"type\":\"room:join\",\"id\":\"j\",\"data\":{\"roomId\":\"%s\",\"since\":"
                + "{\"epoch\":\"%s\",\"seq\":%d}}}")
            .formatted(room, epoch, last));
    return this;
  }

  SocketChannel channel() {
    return channel;
  }

  /** The number of the last message that it has. */
  int last() {
    return last;
  }

  void send(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) (0x80 | RawFrame.TEXT));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i & 3]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    write(bytes);
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /** Reads what is there into the scratch; false at the end of the stream. */
  boolean read(ByteBuffer scratch, IntConsumer heard) throws IOException {
    scratch.clear();
    int count = channel.read(scratch);
    marks.scan(
        scratch.flip(),
        number -> {
          if (number != last + 1) {
            throw new AssertionError("message " + number + " came after " + last);
          }
          last = number;
          heard.accept(number);
        });
    return count >= 0;
  }

  /** Blocks until this part has come; what comes with it must hold no message. */
  private String readUntil(String part) throws IOException {
    ByteBuffer scratch = ByteBuffer.allocate(8192);
    StringBuilder text = new StringBuilder();
    while (text.indexOf(part) < 0) {
      scratch.clear();
      if (channel.read(scratch) < 0) {
        throw new IOException("the server hung up after " + text);
      }
      text.append(StandardCharsets.ISO_8859_1.decode(scratch.flip()));
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
