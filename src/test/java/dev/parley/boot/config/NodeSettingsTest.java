package dev.parley.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  @Test
  void aGivenNameIsTakenAsItIs() {
    assertThat(new NodeSettings("chat-1", "").nodeName("host.example").value()).isEqualTo("chat-1");
  }

  @Test
  void withoutOneItIsTheHostsWithARandomPart() {
    NodeSettings settings = new NodeSettings("", "");

    assertThat(settings.nodeName("host.example").value()).matches("host\\.example-[0-9a-f]{6}");
    assertThat(settings.nodeName("host.example")).isNotEqualTo(settings.nodeName("host.example"));
  }

  @Test
  void anyHostMakesAName() {
    NodeSettings settings = new NodeSettings("", "");

    assertThat(settings.nodeName("").value()).matches("node-[0-9a-f]{6}");
    assertThat(settings.nodeName("hôst name").value()).matches("h-st-name-[0-9a-f]{6}");
    assertThat(settings.nodeName("x".repeat(200)).value()).matches("x{50}-[0-9a-f]{6}");
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new NodeSettings("a b", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must be 1–64 of letters, digits and . _ -, was \"a b\"");
  }
}
