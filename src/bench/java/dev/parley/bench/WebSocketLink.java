package dev.parley.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The client's side of one WebSocket (RFC 6455): the upgrade, masked frames out, whole messages in,
 * pongs for pings. Used by one thread; never blocks.
 */
final class WebSocketLink {
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ=="; // section 1.3, with its answer
  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  private static final byte[] NOTHING = {};
  private static final int PING = 0x9;

  /** Hears what comes; {@link #ended} comes once, and nothing after it. */
  interface Listener {
    void opened();

    void text(Bytes message);

    void ended(String why);
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final InetSocketAddress server;
  private final String path;
  private final Scratch scratch;
  private final Listener listener;
  private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>(0);
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
  private byte[] unfinished = NOTHING;
  private boolean upgraded;
  private boolean ended;

  WebSocketLink(
      Selector selector, InetSocketAddress server, String path, Scratch scratch, Listener listener)
      throws IOException {
    this.server = server;
    this.path = path;
    this.scratch = scratch;
    this.listener = listener;
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    channel.connect(server);
  }

  /** The selector has found the socket ready. */
  void ready() {
    try {
      if (key.isConnectable()) {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        write(ByteBuffer.wrap(request().getBytes(StandardCharsets.US_ASCII)));
      } else {
        if (key.isWritable()) {
          flush();
        }
        if (key.isValid() && key.isReadable()) {
          read();
        }
      }
    } catch (IOException broken) {
      end(String.valueOf(broken.getMessage()));
    }
  }

  private String request() {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: "
        + server.getHostString()
        + ":"
        + server.getPort()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: "
        + KEY
        + "\r\n\r\n";
  }

  void send(String text) {
    if (!ended) {
      try {
        write(scratch.frames.frame(ClientFrames.TEXT, text.getBytes(StandardCharsets.ISO_8859_1)));
      } catch (IOException broken) {
        end(String.valueOf(broken.getMessage()));
      }
    }
  }

  /** Says goodbye for good (1001), and lets go of the socket; the listener hears nothing more. */
  void close() {
    if (!ended) {
      ended = true;
      try (channel) {
        if (upgraded) {
          channel.write(scratch.frames.frame(ClientFrames.CLOSE, new byte[] {3, (byte) 0xE9}));
        }
      } catch (IOException gone) {
        // The other side was faster.
      }
    }
  }

  private void end(String why) {
    if (!ended) {
      close();
      listener.ended(why);
    }
  }

  private void write(ByteBuffer frame) throws IOException {
    if (unsent.isEmpty()) {
      channel.write(frame);
    }
    if (frame.hasRemaining()) {
      unsent.add(ByteBuffer.allocate(frame.remaining()).put(frame).flip());
      key.interestOpsOr(SelectionKey.OP_WRITE);
    }
  }

  private void flush() throws IOException {
    for (ByteBuffer next = unsent.peek(); next != null; next = unsent.peek()) {
      channel.write(next);
      if (next.hasRemaining()) {
        return;
      }
      unsent.remove();
    }
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
  }

  private void read() throws IOException {
    int length = scratch.read(channel, unfinished);
    if (length < 0) {
      end("the server has closed the connection");
      return;
    }
    byte[] bytes = scratch.bytes();
    int used = upgraded ? 0 : upgrade(bytes, length);
    if (upgraded) {
      int next = used;
      do {
        used = next;
        next = frame(bytes, used, length);
      } while (next > used && !ended);
    }
    unfinished = used == length ? NOTHING : Arrays.copyOfRange(bytes, used, length);
  }

  private int upgrade(byte[] bytes, int length) {
    String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return 0;
    }
    if (!head.startsWith("HTTP/1.1 101") || !head.contains(ACCEPT)) {
      end("the upgrade was refused: " + head.lines().findFirst().orElse(""));
      return length;
    }
    upgraded = true;
    listener.opened();
    return end + 4;
  }

  /** Takes one frame; answers where the next begins, the same place where it is unfinished. */
  private int frame(byte[] bytes, int at, int length) throws IOException {
    if (length - at < 2) {
      return at;
    }
    int size = bytes[at + 1] & 0xFF;
    int from = at + 2;
    if (size == 126) {
      size = length - from < 2 ? length : ((bytes[from] & 0xFF) << 8) | (bytes[from + 1] & 0xFF);
      from += 2;
    } else if (size == 127) {
      size = length - from < 8 ? length : ByteBuffer.wrap(bytes, from + 4, 4).getInt();
      from += 8;
    } else if (size > 127) {
      throw new IOException("the server has masked a frame");
    }
    if (from + size > length) {
      return at;
    }
    take(bytes[at], bytes, from, from + size);
    return from + size;
  }

  private void take(byte head, byte[] bytes, int from, int to) throws IOException {
    int opcode = head & 0xF;
    boolean fin = head < 0;
    if (opcode == PING) {
      write(scratch.frames.frame(ClientFrames.PONG, Arrays.copyOfRange(bytes, from, to)));
    } else if (opcode == ClientFrames.CLOSE) {
      int code = to - from < 2 ? 1005 : ((bytes[from] & 0xFF) << 8) | (bytes[from + 1] & 0xFF);
      end("the server has closed with " + code);
    } else if (opcode <= ClientFrames.TEXT) {
      if (fin && opcode == ClientFrames.TEXT) {
        listener.text(new Bytes(bytes, from, to));
      } else {
        fragments.write(bytes, from, to - from);
        if (fin) {
          byte[] whole = fragments.toByteArray();
          fragments.reset();
          listener.text(new Bytes(whole, 0, whole.length));
        }
      }
    }
  }
}
