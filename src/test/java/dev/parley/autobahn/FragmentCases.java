package dev.parley.autobahn;

import static dev.parley.testkit.wire.RawFrame.CONTINUATION;
import static dev.parley.testkit.wire.RawFrame.FIN;
import static dev.parley.testkit.wire.RawFrame.PING;
import static dev.parley.testkit.wire.RawFrame.PONG;
import static dev.parley.testkit.wire.RawFrame.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Section 5: messages in fragments, with control frames between them, and in a wrong order. */
final class FragmentCases {
  private static final int LAST = FIN | CONTINUATION;
  private static final String HELLO = "Hello, world!";
  private static final String NOTHING_TO_CONTINUE = "non-continuation payload";

  /** One write for all, one for each frame, one for each octet. */
  private static final List<UnaryOperator<Script>> WRITTEN =
      List.of(s -> s, Script::frameWise, s -> s.chopped(1));

  private FragmentCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    all.add(Case.failed("5.1", 1002, () -> new Script().frame(PING, "one").frame(LAST, "two")));
    all.add(Case.failed("5.2", 1002, () -> new Script().frame(PONG, "one").frame(LAST, "two")));
    all.addAll(inOrder());
    all.addAll(nothingToContinue());
    all.addAll(mixedUp());
    all.add(withPings("5.19", s -> s));
    all.add(withPings("5.20", Script::frameWise));
    return all;
  }

  private static List<Case> inOrder() {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < WRITTEN.size(); i++) {
      UnaryOperator<Script> written = WRITTEN.get(i);
      cases.add(
          Case.echoed(
              "5." + (3 + i),
              () -> written.apply(new Script()).frame(TEXT, "one").frame(LAST, "two"),
              Heard.text("onetwo")));
      cases.add(
          Case.echoed(
              "5." + (6 + i),
              () -> written.apply(new Script()).frame(TEXT, "one").ping("hey").frame(LAST, "two"),
              Heard.pong("hey"),
              Heard.text("onetwo")));
    }
    return cases;
  }

  private static List<Case> nothingToContinue() {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 2 * WRITTEN.size(); i++) {
      UnaryOperator<Script> written = WRITTEN.get(i % WRITTEN.size());
      int head = i < WRITTEN.size() ? LAST : CONTINUATION;
      cases.add(
          Case.failed(
              "5." + (9 + i),
              1002,
              () -> written.apply(new Script()).frame(head, NOTHING_TO_CONTINUE).text(HELLO)));
    }
    return cases;
  }

  private static List<Case> mixedUp() {
    return List.of(
        Case.failedAfter(
            "5.15",
            Heard.text("onetwo"),
            () ->
                new Script()
                    .frame(TEXT, "one")
                    .frame(LAST, "two")
                    .frame(CONTINUATION, "three")
                    .text("four")),
        Case.failed("5.16", 1002, () -> twice(CONTINUATION)),
        Case.failed("5.17", 1002, () -> twice(LAST)),
        Case.failed("5.18", 1002, () -> new Script().frame(TEXT, "one").text("two")));
  }

  private static Script twice(int head) {
    Script script = new Script();
    for (int i = 0; i < 2; i++) {
      script.frame(head, "one").frame(TEXT, "two").frame(LAST, "three");
    }
    return script;
  }

  private static Case withPings(String id, UnaryOperator<Script> written) {
    return Case.echoed(
        id,
        () ->
            written
                .apply(new Script())
                .frame(TEXT, "one")
                .frame(CONTINUATION, "two")
                .ping("first")
                .stillOpen()
                .frame(CONTINUATION, "three")
                .frame(CONTINUATION, "four")
                .ping("second")
                .frame(LAST, "five"),
        Heard.pong("first"),
        Heard.pong("second"),
        Heard.text("onetwothreefourfive"));
  }
}
