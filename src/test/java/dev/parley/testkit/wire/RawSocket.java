package dev.parley.testkit.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket connection as bare RFC 6455 bytes over TCP, for what a proper client will not do:
 * frames unmasked, of any opcode and length, not UTF-8; no pongs; no reading; vanishing.
 *
 * <p>Blocks its caller; one thread at a time reads, one writes. Answers nothing by itself. Reading
 * waits at most {@link WireClient#PATIENCE}, then throws.
 */
public final class RawSocket implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final int status;
  private final Map<String, String> headers;

  private RawSocket(Socket socket, String request) throws IOException {
    this.socket = socket;
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1024));
    out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    String statusLine = line();
    status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    headers = new LinkedHashMap<>();
    for (String each = line(); !each.isEmpty(); each = line()) {
      int colon = each.indexOf(':');
      headers.put(
          each.substring(0, colon).toLowerCase(Locale.ROOT), each.substring(colon + 1).trim());
    }
  }

  /** Asks for the upgrade, with these headers besides those that RFC 6455 wants. */
  public static RawSocket open(URI endpoint, Map<String, String> headers) {
    return open(endpoint, headers, 0);
  }

  /** As above, with a receive buffer of this many bytes (0: the system's choice). */
  public static RawSocket open(URI endpoint, Map<String, String> headers, int receiveBuffer) {
    try {
      Socket socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setSoTimeout((int) WireClient.PATIENCE.toMillis());
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
      return over(socket, endpoint, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As above, over a connection that there is; it is closed with this. */
  public static RawSocket over(Socket socket, URI endpoint, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", endpoint.getHost() + ":" + endpoint.getPort());
    all.put("Upgrade", "websocket");
    all.put("Connection", "Upgrade");
    all.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    all.put("Sec-WebSocket-Version", "13");
    all.putAll(headers);
    String query = endpoint.getRawQuery() == null ? "" : "?" + endpoint.getRawQuery();
    StringBuilder request =
        new StringBuilder("GET " + endpoint.getRawPath() + query + " HTTP/1.1\r\n");
    all.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    try {
      return new RawSocket(socket, request.append("\r\n").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The HTTP status that answered the handshake. */
  public int status() {
    return status;
  }

  /** A header of that answer; its name in any case. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** The body of an answer that refuses the handshake, as far as its Content-Length says. */
  public String body() {
    String length = header("Content-Length");
    try {
      return new String(
          in.readNBytes(length == null ? 0 : Integer.parseInt(length)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a masked text frame. */
  public void sendText(String text) {
    send(RawFrame.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a masked, final frame. */
  public void send(int opcode, byte[] payload) {
    sendBytes(RawFrame.masked(RawFrame.FIN | opcode, payload));
  }

  /** Sends one piece of a fragmented message (section 5.4). */
  public void sendFragment(int opcode, byte[] payload, boolean last) {
    sendBytes(RawFrame.masked((last ? RawFrame.FIN : 0) | opcode, payload));
  }

  /** Sends a frame without a mask, which a client must not do (section 5.1). */
  public void sendUnmasked(int opcode, byte[] payload) {
    sendBytes(RawFrame.unmasked(RawFrame.FIN | opcode, payload));
  }

  public void sendBytes(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame from the server, whole. */
  public RawFrame read() {
    try {
      int first = in.readUnsignedByte();
      long length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      byte[] payload = new byte[Math.toIntExact(length)];
      in.readFully(payload);
      return new RawFrame((first & RawFrame.FIN) != 0, first & 0x0f, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame of one of these opcodes; others are passed over. */
  public RawFrame readUntil(Integer... opcodes) {
    RawFrame frame = read();
    while (!List.of(opcodes).contains(frame.opcode())) {
      frame = read();
    }
    return frame;
  }

  /**
   * How the server ends the connection, everything before passed over: by a close frame, or 1006
   * where the stream just ends.
   */
  public Closed awaitClose() {
    try {
      return readUntil(RawFrame.CLOSE).closed();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof java.net.SocketTimeoutException) {
        throw new AssertionError("the server keeps the connection open", e);
      }
      return new Closed(1006, "");
    }
  }

  /** How long a read waits before it throws, from now on. */
  public void patience(Duration within) {
    try {
      socket.setSoTimeout((int) within.toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Vanishes: a TCP reset, no close frame. */
  public void drop() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the TCP connection without a close frame. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server hung up in the handshake, after " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
