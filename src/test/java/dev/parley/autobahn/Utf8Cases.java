package dev.parley.autobahn;

import static dev.parley.testkit.wire.RawFrame.CONTINUATION;
import static dev.parley.testkit.wire.RawFrame.FIN;
import static dev.parley.testkit.wire.RawFrame.TEXT;

import dev.parley.testkit.wire.RawFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Section 6, up to 6.4: where fragments end in text, and how soon bad text is found. */
final class Utf8Cases {
  private static final byte[] EMPTY = new byte[0];
  private static final String WORDS = "Hello-µ@ßöäüàá-UTF-8!!";
  private static final byte[] GREEK = hex("cebae1bdb9cf83cebcceb5");

  /** A surrogate, which UTF-8 does not have, from the byte 12 on. */
  private static final byte[] SURROGATE = hex("cebae1bdb9cf83cebcceb5eda080656469746564");

  /** Past U+10FFFF, from the byte 12 on. */
  private static final byte[] TOO_HIGH = hex("cebae1bdb9cf83cebcceb5f4908080656469746564");

  private Utf8Cases() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    all.addAll(valid());
    all.add(Case.failed("6.3.1", 1007, () -> new Script().frame(FIN | TEXT, SURROGATE)));
    all.add(Case.failed("6.3.2", 1007, () -> new Script().fragments(TEXT, SURROGATE, 1)));
    all.add(inThree("6.4.1", () -> fragments(11, 15)));
    all.add(inThree("6.4.2", () -> fragments(12, 13)));
    all.add(inThree("6.4.3", () -> chops(11, 15)));
    all.add(inThree("6.4.4", () -> chops(12, 13)));
    all.addAll(Utf8Sequences.cases());
    return all;
  }

  private static List<Case> valid() {
    byte[] words = WORDS.getBytes(StandardCharsets.UTF_8);
    byte[] middle = "middle frame payload".getBytes(StandardCharsets.US_ASCII);
    return List.of(
        Case.echoed("6.1.1", () -> new Script().text(""), Heard.text("")),
        Case.echoed("6.1.2", () -> between(EMPTY), Heard.text("")),
        Case.echoed("6.1.3", () -> between(middle), Heard.text(middle)),
        Case.echoed("6.2.1", () -> new Script().text(WORDS), Heard.text(WORDS)),
        Case.echoed(
            "6.2.2",
            () ->
                new Script()
                    .frame(TEXT, WORDS.substring(0, 11))
                    .frame(FIN | CONTINUATION, WORDS.substring(11)),
            Heard.text(WORDS)),
        Case.echoed("6.2.3", () -> new Script().fragments(TEXT, words, 1), Heard.text(WORDS)),
        Case.echoed("6.2.4", () -> new Script().fragments(TEXT, GREEK, 1), Heard.text(GREEK)));
  }

  private static Script between(byte[] middle) {
    return new Script()
        .frame(TEXT, EMPTY)
        .frame(CONTINUATION, middle)
        .frame(FIN | CONTINUATION, EMPTY);
  }

  /** The first part is sound; at the latest when all have come the connection must fail. */
  private static Case inThree(String id, Supplier<Script> script) {
    return Case.failed(id, 1007, script);
  }

  private static Script fragments(int second, int third) {
    return new Script()
        .frame(TEXT, Arrays.copyOfRange(TOO_HIGH, 0, second))
        .stillOpen()
        .frame(CONTINUATION, Arrays.copyOfRange(TOO_HIGH, second, third))
        .pause()
        .frame(FIN | CONTINUATION, Arrays.copyOfRange(TOO_HIGH, third, TOO_HIGH.length));
  }

  private static Script chops(int second, int third) {
    byte[] frame = RawFrame.masked(FIN | TEXT, TOO_HIGH);
    int head = frame.length - TOO_HIGH.length;
    return new Script()
        .raw(Arrays.copyOfRange(frame, 0, head + second))
        .stillOpen()
        .raw(Arrays.copyOfRange(frame, head + second, head + third))
        .pause()
        .raw(Arrays.copyOfRange(frame, head + third, frame.length));
  }
}
