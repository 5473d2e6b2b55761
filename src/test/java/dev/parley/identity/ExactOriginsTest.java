package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactOriginsTest {
  private static final String SELF = "http://chat.example:8080";

  private final OriginPolicy policy =
      new ExactOrigins(
          List.of(
              new Origin("https://app.example"),
              new Origin("http://localhost:3000"),
              new Origin("https://[2001:db8::1]:8443"),
              new Origin("capacitor://localhost")));

  @Test
  void clientsThatAreNoBrowsersSendNone() {
    assertThat(policy.allows(null, SELF)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://chat.example:8080",
        "HTTP://Chat.Example:8080",
        "https://app.example",
        "https://APP.example:443",
        "http://localhost:3000",
        "https://[2001:DB8::1]:8443",
        "capacitor://localhost"
      })
  void takesItsOwnOriginAndTheListed(String origin) {
    assertThat(policy.allows(origin, SELF)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // another scheme, host or port
        "https://chat.example:8080",
        "http://chat.example",
        "http://chat.example:80",
        "http://chat.example:8081",
        "http://app.example",
        "http://app.example:443",
        "https://app.example:80",
        "https://app.example:8443",
        "http://localhost",
        "https://localhost:3000",
        "http://127.0.0.1:3000",
        "https://[2001:db8::2]:8443",
        // suffixes, prefixes, parents, children
        "https://app.example.evil.example",
        "https://evilapp.example",
        "https://app.examples",
        "https://app.exampl",
        "https://www.app.example",
        "https://example",
        "https://app.example.",
        "https://app-example",
        // users, paths, queries, fragments
        "https://app.example@evil.example",
        "https://user@app.example",
        "https://user:password@app.example",
        "https://app.example:443@evil.example",
        "https://evil.example#@app.example",
        "https://evil.example/https://app.example",
        "https://evil.example?https://app.example",
        "https://app.example/",
        "https://app.example/path",
        "https://app.example?",
        "https://app.example#",
        "https://evil.example\\@app.example",
        "https://app.example\\.evil.example",
        // ports
        "https://app.example:",
        "https://app.example:0",
        "https://app.example:0443",
        "https://app.example:443443",
        "https://app.example:99999",
        "https://app.example:-443",
        "https://app.example:443:443",
        "https://app.example:4a3",
        // null, lists, wildcards, blanks, encodings
        "null",
        "NULL",
        "",
        " ",
        "*",
        "https://*",
        "https://*.example",
        "https://app.example https://evil.example",
        "https://evil.example, https://app.example",
        " https://app.example",
        "https://app.example ",
        "https://app.example\t",
        "https://app.example\r\nX: y",
        "https://app.example\u0000.evil.example",
        "https://app%2eexample",
        "https://\u24d0pp.example",
        "https://app.e\u0445ample",
        "https://\u212aapp.example",
        "https:app.example",
        "https:/app.example",
        "https:///app.example",
        "//app.example",
        "app.example",
        "javascript://app.example",
        "wss://app.example",
        "https://",
        "https://-app.example",
        "https://.",
        "file://",
        "data:text/html,x"
      })
  void refusesEveryOther(String origin) {
    assertThat(policy.allows(origin, SELF)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://chat.example, https://chat.example:443, true",
    "https://chat.example:443, https://chat.example, true",
    "http://chat.example, http://CHAT.example:80, true",
    "https://chat.example, http://chat.example:80, false",
    "https://chat.example, http://chat.example:443, false",
    "http://chat.example, chat.example, false",
    "http://chat.example, http://chat.example/, false",
    "http://chat.example, '', false",
  })
  void defaultPortsAreOneWithNone(String origin, String self, boolean allowed) {
    assertThat(new ExactOrigins(List.of()).allows(origin, self)).isEqualTo(allowed);
  }

  @Test
  void aLongOriginIsRefusedUnread() {
    assertThat(policy.allows("https://" + "a.".repeat(5_000_000) + "example", SELF)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                       | must be scheme://host or scheme://host:port, nothing after it, was "*"
          null                    | must be scheme://host or scheme://host:port, nothing after it, was "null"
          https://*.example       | must be scheme://host or scheme://host:port, nothing after it, was "https://*.example"
          https://app.example/    | must be scheme://host or scheme://host:port, nothing after it, was "https://app.example/"
          https://app.example:70000 | must have a port from 1 to 65535, was "https://app.example:70000"
          wss://app.example       | must have the scheme of the page (http, https), not of the socket, was "wss://app.example"
          """)
  void aConfiguredOriginThatIsNoneIsNamed(String text, String message) {
    assertThatThrownBy(() -> new Origin(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void whatIsNamedIsCutAndInOneLine() {
    assertThatThrownBy(() -> new Origin("x\n" + "y".repeat(500)))
        .hasMessage(
            "must be scheme://host or scheme://host:port, nothing after it, was \"x\ufffd"
                + "y".repeat(78)
                + "…\"");
  }
}
