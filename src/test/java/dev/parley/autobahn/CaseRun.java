package dev.parley.autobahn;

import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One case against one endpoint, on a connection of its own. Blocks; one thread. */
final class CaseRun {
  /** For what must come: long enough for 16 MiB on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For what ought to come at once: past it, it is held not to come. */
  private static final Duration SOON = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final byte[] NORMAL = {0x03, (byte) 0xe8};

  private final Case what;
  private final RawSocket socket;
  private final Transcript transcript;

  private CaseRun(Case what, RawSocket socket) {
    this.what = what;
    this.socket = socket;
    this.transcript = Transcript.of(socket);
  }

  static Verdict of(Case what, URI endpoint) {
    try (RawSocket socket = RawSocket.open(endpoint, Map.of())) {
      if (socket.status() != 101) {
        throw new AssertionError(endpoint + " answers " + socket.status());
      }
      return new CaseRun(what, socket).run();
    }
  }

  private Verdict run() {
    Script script = what.script().get();
    if (!send(script)) {
      return Verdict.CLOSED_BY_SERVER;
    }
    List<List<Heard>> expected = what.heard().get();
    if (what.isInformational()) {
      return transcript.awaitClose(SOON) ? Verdict.PASSED : Verdict.NOT_CLOSED;
    }
    if (what.ending().ours()) {
      if (!transcript.awaitHeard(expected.get(0).size(), PATIENCE)) {
        return Verdict.OTHER_ANSWERS;
      }
      if (!script.closes() && transcript.closed() != null) {
        return Verdict.CLOSED_BY_SERVER;
      }
      if (!script.closes()) {
        write(RawFrame.masked(RawFrame.FIN | RawFrame.CLOSE, NORMAL));
      }
    }
    if (!transcript.awaitClose(SOON)) {
      return Verdict.NOT_CLOSED;
    }
    return judge(expected);
  }

  private Verdict judge(List<List<Heard>> expected) {
    if (!expected.contains(transcript.heard())) {
      return Verdict.OTHER_ANSWERS;
    }
    Closed closed = transcript.closed();
    if (closed == null) {
      return what.ending().clean() ? Verdict.UNCLEAN : Verdict.PASSED;
    }
    if (closed.code() != 1005 && !what.ending().codes().contains(closed.code())) {
      return Verdict.WRONG_CODE;
    }
    if (!what.ending().ours()) {
      write(RawFrame.masked(RawFrame.FIN | RawFrame.CLOSE, NORMAL));
    }
    return transcript.awaitEnd(SOON) ? Verdict.PASSED : Verdict.TCP_LEFT_OPEN;
  }

  /** False where the server closed before it may. */
  private boolean send(Script script) {
    int echoes = 0;
    for (Script.Step step : script.steps()) {
      write(step.bytes());
      switch (step.then()) {
        case GO_ON -> {}
        case STILL_OPEN -> {
          if (transcript.awaitClose(PAUSE)) {
            return false;
          }
        }
        case PAUSE -> {
          if (transcript.awaitClose(PAUSE)) {
            return true;
          }
        }
        case AWAIT_ECHO -> transcript.awaitHeard(++echoes, PATIENCE);
      }
    }
    return true;
  }

  private void write(byte[] bytes) {
    try {
      socket.sendBytes(bytes);
    } catch (UncheckedIOException serverHasClosed) {
      // What it said before is in the transcript.
    }
  }
}
