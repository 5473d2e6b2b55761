package dev.parley.autobahn;

import static dev.parley.testkit.wire.RawFrame.BINARY;
import static dev.parley.testkit.wire.RawFrame.CLOSE;
import static dev.parley.testkit.wire.RawFrame.FIN;
import static dev.parley.testkit.wire.RawFrame.PING;
import static dev.parley.testkit.wire.RawFrame.PONG;
import static dev.parley.testkit.wire.RawFrame.TEXT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Sections 1 to 4: messages of all lengths, pings, reserved bits, reserved opcodes. */
final class FramingCases {
  private static final int[] LENGTHS = {0, 125, 126, 127, 128, 65_535, 65_536};
  private static final int[] OPCODES = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15};
  private static final String HELLO = "Hello, world!";
  private static final byte[] NO_TEXT = {0, -1, -2, -3, -4, -5, 0, -1};

  private FramingCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    all.addAll(messages());
    all.addAll(pings());
    all.addAll(reservedBits());
    all.addAll(reservedOpcodes());
    return all;
  }

  private static List<Case> messages() {
    List<Case> cases = new ArrayList<>();
    for (int type : new int[] {TEXT, BINARY}) {
      for (int i = 0; i <= LENGTHS.length; i++) {
        int chop = i == LENGTHS.length ? 997 : Integer.MAX_VALUE;
        byte[] payload = new byte[LENGTHS[Math.min(i, LENGTHS.length - 1)]];
        Arrays.fill(payload, (byte) (type == TEXT ? '*' : 0xfe));
        cases.add(
            Case.echoed(
                "1." + type + "." + (i + 1),
                () -> new Script().chopped(chop).frame(FIN | type, payload),
                type == TEXT ? Heard.text(payload) : Heard.binary(payload)));
      }
    }
    return cases;
  }

  private static List<Case> pings() {
    byte[] longest = new byte[125];
    Arrays.fill(longest, (byte) 0xfe);
    String unasked = "unsolicited pong payload";
    Heard[] pongs =
        IntStream.range(0, 10).mapToObj(i -> Heard.pong("payload-" + i)).toArray(Heard[]::new);
    return List.of(
        Case.echoed("2.1", () -> new Script().ping(""), Heard.pong("")),
        Case.echoed("2.2", () -> new Script().ping(HELLO), Heard.pong(HELLO)),
        Case.echoed("2.3", () -> new Script().frame(FIN | PING, NO_TEXT), Heard.pong(NO_TEXT)),
        Case.echoed("2.4", () -> new Script().frame(FIN | PING, longest), Heard.pong(longest)),
        Case.failed("2.5", 1002, () -> new Script().frame(FIN | PING, Arrays.copyOf(longest, 126))),
        Case.echoed(
            "2.6", () -> new Script().chopped(1).frame(FIN | PING, longest), Heard.pong(longest)),
        Case.closed("2.7", Ending.NORMAL, () -> new Script().frame(FIN | PONG, "").close(1000)),
        Case.closed(
            "2.8", Ending.NORMAL, () -> new Script().frame(FIN | PONG, unasked).close(1000)),
        Case.echoed(
            "2.9",
            () -> new Script().frame(FIN | PONG, unasked).ping("ping payload"),
            Heard.pong("ping payload")),
        Case.echoed("2.10", () -> tenPings(new Script()), pongs),
        Case.echoed("2.11", () -> tenPings(new Script().chopped(1)), pongs));
  }

  private static Script tenPings(Script script) {
    IntStream.range(0, 10).forEach(i -> script.ping("payload-" + i));
    return script;
  }

  /** The reserved bits of the numbers 1 to 7, as the suite gives them. */
  private static int reserved(int bits) {
    return bits << 4;
  }

  private static List<Case> reservedBits() {
    return List.of(
        Case.failed("3.1", 1002, () -> new Script().frame(FIN | reserved(1) | TEXT, HELLO)),
        afterHello("3.2", FIN | reserved(2) | TEXT, HELLO, s -> s),
        afterHello("3.3", FIN | reserved(3) | TEXT, HELLO, Script::frameWise),
        afterHello("3.4", FIN | reserved(4) | TEXT, HELLO, s -> s.chopped(1)),
        Case.failed("3.5", 1002, () -> new Script().frame(FIN | reserved(5) | BINARY, NO_TEXT)),
        Case.failed("3.6", 1002, () -> new Script().frame(FIN | reserved(6) | PING, HELLO)),
        Case.failed("3.7", 1002, () -> new Script().frame(FIN | reserved(7) | CLOSE, "")));
  }

  /** The numbers 4.1.1 to 4.1.5 are data, 4.2.1 to 4.2.5 control. */
  private static List<Case> reservedOpcodes() {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < OPCODES.length; i++) {
      int opcode = OPCODES[i];
      int number = i % 5 + 1;
      String id = "4." + (i / 5 + 1) + "." + number;
      String payload = number % 2 == 1 && number < 5 ? "" : HELLO;
      cases.add(
          number <= 2
              ? Case.failed(id, 1002, () -> new Script().frame(FIN | opcode, payload))
              : afterHello(id, FIN | opcode, payload, s -> number == 5 ? s.chopped(1) : s));
    }
    return cases;
  }

  /** A sound message, then a frame that is none, then a ping that must not be answered. */
  private static Case afterHello(
      String id, int head, String payload, UnaryOperator<Script> written) {
    return Case.failedAfter(
        id,
        Heard.text(HELLO),
        () -> written.apply(new Script()).text(HELLO).frame(head, payload).ping(""));
  }
}
