package dev.parley.autobahn;

import static dev.parley.testkit.wire.RawFrame.CLOSE;
import static dev.parley.testkit.wire.RawFrame.CONTINUATION;
import static dev.parley.testkit.wire.RawFrame.FIN;
import static dev.parley.testkit.wire.RawFrame.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Section 7: closing handshakes. */
final class CloseCases {
  private static final int[] VALID = {
    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999
  };
  private static final int[] INVALID = {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999};
  private static final byte[] NO_UTF8 = HexFormat.of().parseHex("cebae1bdb9eda080656469");

  private CloseCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    all.addAll(framesAfterClose());
    all.addAll(payloads());
    for (int i = 0; i < VALID.length; i++) {
      int code = VALID[i];
      Ending ending = code == 1000 ? Ending.NORMAL : Ending.answered(1000, code);
      all.add(Case.closed("7.7." + (i + 1), ending, () -> new Script().close(code)));
    }
    for (int i = 0; i < INVALID.length; i++) {
      int code = INVALID[i];
      Ending ending = Ending.notAccepted(1002);
      all.add(Case.closed("7.9." + (i + 1), ending, () -> new Script().close(code)));
    }
    all.add(Case.informational("7.13.1", () -> new Script().close(5000)));
    all.add(Case.informational("7.13.2", () -> new Script().close(65_535)));
    return all;
  }

  private static List<Case> framesAfterClose() {
    String hello = "Hello World!";
    String words = "BAsd7&jh23".repeat(256 * 1024 / 10);
    return List.of(
        Case.echoed("7.1.1", () -> new Script().text(hello), Heard.text(hello)),
        Case.closed("7.1.2", Ending.NORMAL, () -> new Script().close(1000).frame(FIN | CLOSE, "")),
        Case.closed("7.1.3", Ending.NORMAL, () -> new Script().close(1000).ping("")),
        Case.closed("7.1.4", Ending.NORMAL, () -> new Script().close(1000).text(hello)),
        Case.closed(
            "7.1.5",
            Ending.NORMAL,
            () -> new Script().frame(TEXT, "one").close(1000).frame(FIN | CONTINUATION, "two")),
        Case.informational(
            "7.1.6", () -> new Script().text(words).text(hello).close(1000).ping("")));
  }

  private static List<Case> payloads() {
    return List.of(
        Case.closed("7.3.1", Ending.NORMAL, () -> new Script().closeFrame(new byte[0])),
        Case.closed(
            "7.3.2", Ending.notAccepted(1002), () -> new Script().closeFrame(new byte[] {'a'})),
        Case.closed("7.3.3", Ending.NORMAL, () -> new Script().close(1000)),
        Case.closed("7.3.4", Ending.NORMAL, () -> new Script().close(1000, reason(12))),
        Case.closed("7.3.5", Ending.NORMAL, () -> new Script().close(1000, reason(123))),
        Case.closed("7.3.6", Ending.notAccepted(1002), () -> new Script().close(1000, reason(124))),
        Case.closed(
            "7.5.1", Ending.notAccepted(1002, 1007), () -> new Script().close(1000, NO_UTF8)));
  }

  private static byte[] reason(int length) {
    return "*".repeat(length).getBytes(StandardCharsets.US_ASCII);
  }
}
