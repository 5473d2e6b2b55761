package dev.parley.autobahn;

import dev.parley.testkit.wire.RawFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a case sends, as the steps that it takes; built by one thread, then only read. Frames leave
 * together in one write, unless {@link #frameWise} or {@link #chopped} says otherwise.
 */
final class Script {
  /** What is done with a step, besides writing its bytes. */
  enum Then {
    /** At once the next. */
    GO_ON,
    /** A while without a word, at whose end the connection must be open. */
    STILL_OPEN,
    /** A while without a word, in which the server may close: then the rest is not sent. */
    PAUSE,
    /** The server's answer to this one is waited for. */
    AWAIT_ECHO
  }

  /** Bytes that are written at once, if any. */
  record Step(byte[] bytes, Then then) {}

  private final List<Step> steps = new ArrayList<>();
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private int chop = Integer.MAX_VALUE;
  private boolean frameWise;
  private boolean closes;

  /** From here on each frame is a write of its own. */
  Script frameWise() {
    frameWise = true;
    return this;
  }

  /** From here on the writes are no longer than this. */
  Script chopped(int octets) {
    chop = octets;
    return this;
  }

  /** A frame that begins with this byte: FIN, reserved bits and opcode. */
  Script frame(int head, byte[] payload) {
    return raw(RawFrame.masked(head, payload));
  }

  Script frame(int head, String payload) {
    return frame(head, payload.getBytes(StandardCharsets.UTF_8));
  }

  Script text(String payload) {
    return frame(RawFrame.FIN | RawFrame.TEXT, payload);
  }

  Script ping(String payload) {
    return frame(RawFrame.FIN | RawFrame.PING, payload);
  }

  /** A message in fragments of so many bytes. */
  Script fragments(int opcode, byte[] payload, int size) {
    for (int from = 0; from < payload.length; from += size) {
      int to = Math.min(payload.length, from + size);
      int head = (from == 0 ? opcode : 0) | (to == payload.length ? RawFrame.FIN : 0);
      frame(head, Arrays.copyOfRange(payload, from, to));
    }
    return this;
  }

  /** A close frame with this code. */
  Script close(int code, byte[] reason) {
    byte[] payload =
        ByteBuffer.allocate(reason.length + 2).putShort((short) code).put(reason).array();
    return closeFrame(payload);
  }

  Script close(int code) {
    return close(code, new byte[0]);
  }

  Script closeFrame(byte[] payload) {
    closes = true;
    return frame(RawFrame.FIN | RawFrame.CLOSE, payload);
  }

  Script raw(byte[] bytes) {
    pending.writeBytes(bytes);
    return frameWise ? flush() : this;
  }

  /** See {@link Then#STILL_OPEN}. */
  Script stillOpen() {
    flush();
    steps.add(new Step(new byte[0], Then.STILL_OPEN));
    return this;
  }

  /** See {@link Then#PAUSE}. */
  Script pause() {
    flush();
    steps.add(new Step(new byte[0], Then.PAUSE));
    return this;
  }

  /** Waits until everything sent before has been echoed. */
  Script awaitEcho() {
    flush();
    steps.add(new Step(new byte[0], Then.AWAIT_ECHO));
    return this;
  }

  /** Whether it sends a close frame itself. */
  boolean closes() {
    return closes;
  }

  List<Step> steps() {
    flush();
    return steps;
  }

  private Script flush() {
    byte[] bytes = pending.toByteArray();
    pending.reset();
    IntStream.iterate(0, from -> from < bytes.length, from -> from + Math.min(chop, bytes.length))
        .mapToObj(
            from -> Arrays.copyOfRange(bytes, from, Math.min(bytes.length - from, chop) + from))
        .forEach(write -> steps.add(new Step(write, Then.GO_ON)));
    return this;
  }
}
