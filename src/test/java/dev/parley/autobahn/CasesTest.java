package dev.parley.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.DaemonThreads;
import dev.parley.testkit.wire.RawFrame;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That all cases are there, and that a careless server does not pass them. */
class CasesTest {
  private static final byte[] UPGRADED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private ServerSocket server;

  @BeforeEach
  void startCarelessServer() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    DaemonThreads.start("careless-server", this::serve);
  }

  @AfterEach
  void stopIt() throws IOException {
    server.close();
  }

  @Test
  void areAsManyAsTheSuiteHas() {
    List<Case> all = Cases.all();
    Map<String, Long> sections =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.id().substring(0, each.id().indexOf('.')), Collectors.counting()));
    assertThat(all).extracting(Case::id).doesNotHaveDuplicates();
    assertThat(sections)
        .isEqualTo(
            Map.of(
                "1", 16L, "2", 11L, "3", 7L, "4", 10L, "5", 20L, "6", 145L, "7", 37L, "9", 54L,
                "10", 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "1.1.2, PASSED",
    "1.2.6, PASSED",
    "5.3, PASSED",
    "6.2.3, PASSED",
    "7.7.13, PASSED",
    "2.2, OTHER_ANSWERS",
    "2.9, OTHER_ANSWERS",
    "5.19, OTHER_ANSWERS",
    "7.9.1, WRONG_CODE",
    "7.5.1, WRONG_CODE",
    "3.1, NOT_CLOSED",
  })
  void aCarelessServerPassesSomeOnly(String id, Verdict verdict) {
    Case one = Cases.all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    URI endpoint = URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/echo");
    assertThat(CaseRun.of(one, endpoint)).isEqualTo(verdict);
  }

  /** Says back each frame as it came, checks nothing, and answers pings with nothing. */
  private void serve() {
    try (Socket client = server.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      StringBuilder handshake = new StringBuilder(); // nor is this looked at
      while (handshake.indexOf("\r\n\r\n") < 0) {
        handshake.append((char) in.readUnsignedByte());
      }
      out.write(UPGRADED);
      for (int opcode = 0; opcode != RawFrame.CLOSE; ) {
        int head = in.readUnsignedByte();
        opcode = head & 0x0f;
        byte[] payload = payload(in);
        boolean ping = opcode == RawFrame.PING;
        out.write(
            RawFrame.unmasked(
                ping ? RawFrame.FIN | RawFrame.PONG : head, ping ? new byte[0] : payload));
      }
    } catch (IOException gone) {
      // The case is over.
    }
  }

  private static byte[] payload(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }
}
