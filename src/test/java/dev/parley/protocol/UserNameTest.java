package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ada",
        " Ada ",
        "Žofie 花子 🦊",
        "7",
        "☺",
        "👩‍💻", // two emoji and a joiner
        "❤️‍🔥", // a joiner after a variation selector
        "می‌خواهم", // a non-joiner inside a word
        "രാജന്‍", // a joiner after a virama ends the word
        "नमस्ते",
        "葛\udb40\udd00城", // a variant of an ideograph
        "\ud83e\udef1" // younger than the Unicode of the JDK
      })
  void mayBeOfAnyScriptAndOfEmoji(String name) {
    assertThat(new UserName(name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u3000\u00a0",
        "\u202eevil",
        "a\u2066b",
        "a\u200fb",
        "a\u061cb",
        "\u200b",
        "a\u200bb",
        "\ufeffa",
        "a\u00adb",
        "a\u2060b",
        "\u3164",
        "a\u115fb",
        "a\u034fb",
        "\u0301",
        "\ufe0f",
        "a\u0007b",
        "a\u2028b",
        "a\ud83d",
        "a\udb40\udc41b", // a tag
        "\u200d",
        "\u200da",
        "a\u200d",
        "a\u200c b",
        "a\u200d\u200cb"
      })
  void isRefusedWhereItShowsNothingOrHidesSomething(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserName(name))
        .withMessageStartingWith("must be 1–64 characters, one of them visible and none hidden");
  }

  @Test
  void hasSixtyFourCharactersAtMost() {
    assertThat(new UserName("n".repeat(64)).value()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> new UserName("n".repeat(65)));
  }

  @ParameterizedTest
  @CsvSource({
    "'\u202eevil', evil",
    "' Ann\u200b Lee ', Ann Lee",
    "'\u200dAnn\u200d', Ann",
    "👩‍💻, 👩‍💻",
    "'\u200b', u-ann",
    "' ', u-ann",
    "'\u0301', u-ann"
  })
  void isMadeToFitForThoseWhoCannotMendIt(String proposed, String expected) {
    assertThat(UserName.fitting(proposed, "u-ann").value()).isEqualTo(expected);
  }

  @Test
  void isCutWhereNoCharacterAndNoSequenceBreaks() {
    assertThat(UserName.fitting("x".repeat(63) + "🦊", "u").value()).isEqualTo("x".repeat(63));
    assertThat(UserName.fitting("x".repeat(63) + "\u200dy", "u").value()).isEqualTo("x".repeat(63));
  }

  @Test
  void isAQuestionMarkWhereNothingIsLeft() {
    assertThat(UserName.fitting("", "\u200b").value()).isEqualTo("?");
  }

  @Test
  void showsARefusedTextInWholeCharacters() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomName("👋"))
        .withMessageEndingWith("was \"👋\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomName("🦊".repeat(41)))
        .withMessageEndingWith("was \"" + "🦊".repeat(40) + "…\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomName("a\u202eb\u0000c\ud83d"))
        .withMessageEndingWith("was \"a\ufffdb\ufffdc\ufffd\"");
  }
}
