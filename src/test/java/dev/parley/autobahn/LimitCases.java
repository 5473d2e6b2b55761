package dev.parley.autobahn;

import static dev.parley.testkit.wire.RawFrame.BINARY;
import static dev.parley.testkit.wire.RawFrame.FIN;
import static dev.parley.testkit.wire.RawFrame.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** Sections 9 and 10: long messages, whole, in fragments and in chops, and many short ones. */
final class LimitCases {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final int[] LENGTHS = {64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB};
  private static final int[] FRAGMENTS = {
    64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB
  };
  private static final int[] CHOPS = {64, 128, 256, 512, KIB, 2 * KIB};
  private static final int[] ROUND_TRIPS = {0, 16, 64, 256, KIB, 4 * KIB};

  private static final int TRIPS = 1_000;

  private static final byte[] WORDS = "BAsd7&jh23".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BYTES = HexFormat.of().parseHex("00fe23faf0");

  private LimitCases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    for (int type : new int[] {TEXT, BINARY}) {
      for (int i = 0; i < LENGTHS.length; i++) {
        all.add(
            echo(
                "9." + type + "." + (i + 1),
                type,
                LENGTHS[i],
                p -> new Script().frame(FIN | type, p)));
      }
      for (int i = 0; i < FRAGMENTS.length; i++) {
        int size = FRAGMENTS[i];
        all.add(
            echo(
                "9." + (2 + type) + "." + (i + 1),
                type,
                4 * MIB,
                p -> new Script().fragments(type, p, size)));
      }
      for (int i = 0; i < CHOPS.length; i++) {
        int size = CHOPS[i];
        all.add(
            echo(
                "9." + (4 + type) + "." + (i + 1),
                type,
                MIB,
                p -> new Script().chopped(size).frame(FIN | type, p)));
      }
      for (int i = 0; i < ROUND_TRIPS.length; i++) {
        all.add(roundTrips("9." + (6 + type) + "." + (i + 1), type, ROUND_TRIPS[i]));
      }
    }
    all.add(echo("10.1.1", TEXT, 64 * KIB, p -> new Script().fragments(TEXT, p, 1300)));
    return all;
  }

  private static Case roundTrips(String id, int type, int length) {
    byte[] payload = payload(type, length);
    return new Case(
        id,
        () -> {
          Script script = new Script();
          for (int i = 0; i < TRIPS; i++) {
            script.frame(FIN | type, payload).awaitEcho();
          }
          return script;
        },
        () -> List.of(Collections.nCopies(TRIPS, heard(type, payload))),
        Ending.NORMAL);
  }

  private static Case echo(String id, int type, int length, Function<byte[], Script> sent) {
    return new Case(
        id,
        () -> sent.apply(payload(type, length)),
        () -> List.of(List.of(heard(type, payload(type, length)))),
        Ending.NORMAL);
  }

  private static Heard heard(int type, byte[] payload) {
    return type == TEXT ? Heard.text(payload) : Heard.binary(payload);
  }

  private static byte[] payload(int type, int length) {
    byte[] pattern = type == TEXT ? WORDS : BYTES;
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = pattern[i % pattern.length];
    }
    return payload;
  }
}
