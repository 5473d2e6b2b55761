package dev.parley.dialect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Inbound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"type\":\"ping\"}",
        "\u007f\u0080",
        "\u07ff\u0800",
        "\uffff",
        "\ud83d\ude00 grins",
        "größer, 大きい, \ud83d\ude00\ud83d\ude00"
      })
  void countsTheBytesOfTheFrame(String text) {
    assertThat(new FrameDecoder().decode(text).bytes()).isEqualTo(text.getBytes(UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nope", "[]", "{\"type\":\"nothing-known\"}"})
  void makesWhatIsNoCommandAValue(String text) {
    assertThat(new FrameDecoder().decode(text).inbound()).isInstanceOf(Inbound.Malformed.class);
  }
}
