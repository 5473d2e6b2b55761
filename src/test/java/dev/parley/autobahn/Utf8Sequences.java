package dev.parley.autobahn;

import static dev.parley.testkit.wire.RawFrame.FIN;
import static dev.parley.testkit.wire.RawFrame.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sections 6.5 to 6.23: one text message each, by Markus Kuhn's UTF-8 stress test
 * (www.cl.cam.ac.uk/~mgk25/ucs/examples/UTF-8-test.txt).
 */
final class Utf8Sequences {
  /** A section a line, a message a word, in hexadecimal; "!" marks what is no UTF-8. */
  private static final String SECTIONS =
      """
      68656c6c6f24776f726c64 68656c6c6fc2a2776f726c64 68656c6c6fe282ac776f726c64 \
      68656c6c6ff0a4ada2776f726c64 cebae1bdb9cf83cebcceb5
      !ce ceba !cebae1 !cebae1bd cebae1bdb9 !cebae1bdb9cf cebae1bdb9cf83 !cebae1bdb9cf83ce \
      cebae1bdb9cf83cebc !cebae1bdb9cf83cebcce cebae1bdb9cf83cebcceb5
      00 c280 e0a080 f0908080
      !f888808080 !fc8480808080
      7f dfbf efbfbf f48fbfbf
      !f7bfbfbf !fbbfbfbfbf !fdbfbfbfbfbf
      ed9fbf ee8080 efbfbd f48fbfbf !f4908080
      !80 !bf !80bf !80bf80 !80bf80bf !80bf80bf80 !80bf80bf80bf !CONTINUATIONS
      !START:c0:df !START:e0:ef !START:f0:f7 !START:f8:fb !START:fc:fd
      !c0 !e080 !f08080 !f8808080 !fc80808080 !df !efbf !f7bfbf !fbbfbfbf !fdbfbfbfbf
      !c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf
      !fe !ff !fefeffff
      !c0af !e080af !f08080af !f8808080af !fc80808080af
      !c1bf !e09fbf !f08fbfbf !f887bfbfbf !fc83bfbfbfbf
      !c080 !e08080 !f0808080 !f880808080 !fc8080808080
      !eda080 !edadbf !edae80 !edafbf !edb080 !edbe80 !edbfbf
      !eda080edb080 !eda080edbfbf !edadbfedb080 !edadbfedbfbf !edae80edb080 !edae80edbfbf \
      !edafbfedb080 !edafbfedbfbf
      NON-CHARACTERS
      efbfb9 efbfba efbfbb efbfbc efbfbd efbfbe efbfbf
      """;

  private static final int FIRST_SECTION = 5;

  private Utf8Sequences() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    String[] sections = SECTIONS.replace("NON-CHARACTERS", nonCharacters()).strip().split("\n");
    for (int section = 0; section < sections.length; section++) {
      String[] messages = sections[section].split(" ");
      for (int i = 0; i < messages.length; i++) {
        cases.add(of("6." + (FIRST_SECTION + section) + "." + (i + 1), messages[i]));
      }
    }
    return cases;
  }

  private static Case of(String id, String message) {
    if (message.startsWith("!")) {
      byte[] payload = bytes(message.substring(1));
      return Case.failed(id, 1007, () -> new Script().frame(FIN | TEXT, payload));
    }
    byte[] payload = bytes(message);
    return Case.echoed(id, () -> new Script().frame(FIN | TEXT, payload), Heard.text(payload));
  }

  private static byte[] bytes(String message) {
    if (message.equals("CONTINUATIONS")) { // all, but for the last
      return HexFormat.of().parseHex(range(0x80, 0xbf, "%02x"));
    }
    if (message.startsWith("START:")) { // each before a blank
      String[] bounds = message.split(":");
      int from = Integer.parseInt(bounds[1], 16);
      int to = Integer.parseInt(bounds[2], 16);
      return HexFormat.of().parseHex(range(from, to, "%02x20"));
    }
    return HexFormat.of().parseHex(message);
  }

  private static String range(int from, int to, String format) {
    return IntStream.range(from, to).mapToObj(format::formatted).collect(Collectors.joining());
  }

  /** The last two code points of each plane. */
  private static String nonCharacters() {
    return IntStream.rangeClosed(0, 16)
        .flatMap(plane -> IntStream.of(plane << 16 | 0xfffe, plane << 16 | 0xffff))
        .mapToObj(point -> Character.toString(point).getBytes(StandardCharsets.UTF_8))
        .map(HexFormat.of()::formatHex)
        .collect(Collectors.joining(" "));
  }
}
