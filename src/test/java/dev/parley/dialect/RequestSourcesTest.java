package dev.parley.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Proxies are 10.0.0.0/8 and 2001:db8::/32 here; the server itself is chat.example.com, by http.
 */
class RequestSourcesTest {
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // peer       | X-Forwarded-For                    | client
        "10.0.0.1     | 192.0.2.1                          | 192.0.2.1",
        "10.0.0.1     | 192.0.2.1:4711                     | 192.0.2.1",
        "10.0.0.1     | 2001:db9::1                        | 2001:db9:0:0:0:0:0:1",
        "10.0.0.1     | [2001:db9::1]                      | 2001:db9:0:0:0:0:0:1",
        "10.0.0.1     | [2001:db9::1]:4711                 | 2001:db9:0:0:0:0:0:1",
        "2001:db8::1  | 192.0.2.1                          | 192.0.2.1",
        "::ffff:10.0.0.1 | 192.0.2.1                       | 192.0.2.1",
        // who is no proxy is not believed
        "192.0.2.9    | 192.0.2.1                          | 192.0.2.9",
        "192.0.2.9    | 10.0.0.1                           | 192.0.2.9",
        "2001:db9::9  | 192.0.2.1                          | 2001:db9:0:0:0:0:0:9",
        // what the client itself has sent stands to the left
        "10.0.0.1     | 198.51.100.7, 192.0.2.1            | 192.0.2.1",
        "10.0.0.1     | 10.9.9.9, 192.0.2.1                | 192.0.2.1",
        "10.0.0.1     | 198.51.100.7, 192.0.2.1, 10.0.0.2  | 192.0.2.1",
        "10.0.0.1     | unknown, 192.0.2.1, 10.0.0.2       | 192.0.2.1",
        "10.0.0.1     | 10.0.0.3, 10.0.0.2                 | 10.0.0.3",
        // what is no address ends what can be believed
        "10.0.0.1     | -                                  | 10.0.0.1",
        "10.0.0.1     | ''                                 | 10.0.0.1",
        "10.0.0.1     | unknown                            | 10.0.0.1",
        "10.0.0.1     | 192.0.2.1, localhost               | 10.0.0.1",
        "10.0.0.1     | 192.0.2.1, unknown, 10.0.0.2       | 10.0.0.2",
        "10.0.0.1     | 192.0.2.1,                         | 10.0.0.1",
      })
  void theRightMostAddressThatIsNoProxysIsTheClients(String peer, String said, String client) {
    if (said != null) {
      headers.put("X-Forwarded-For", List.of(said));
    }
    headers.put("Forwarded", List.of("for=203.0.113.5"));
    assertThat(source(peer, "x-forwarded-for").address()).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=192.0.2.1                                      | 192.0.2.1",
        "For=\"192.0.2.1:80\" ; Proto=https                 | 192.0.2.1",
        "proto=https;for=\"[2001:db9::1]:4711\";by=10.0.0.1 | 2001:db9:0:0:0:0:0:1",
        "for=198.51.100.7, for=192.0.2.1, for=10.0.0.2      | 192.0.2.1",
        "for=\", for=192.0.2.1                              | 192.0.2.1",
        "for=_hidden                                        | 10.0.0.1",
        "for=192.0.2.1, proto=https                         | 10.0.0.1",
        "192.0.2.1                                          | 10.0.0.1",
        // what stands in quotes parts nothing, and may be what the client has said
        "for=192.0.2.1;host=\"a;for=203.0.113.5\"             | 192.0.2.1",
        "for=192.0.2.1;host=\"a, for=203.0.113.5\"            | 192.0.2.1",
        "for=192.0.2.1;host=\"a\\\", for=203.0.113.5;b=\\\"\"   | 192.0.2.1",
        "for=192.0.2.1;host=\"a\\\\\", for=10.0.0.2;host=\"b\"  | 192.0.2.1",
        "for=\"192.0.2.\\1\"                                 | 192.0.2.1",
        ";for=192.0.2.1;;host=\"\";                          | 192.0.2.1",
        // nor does what the client has left open reach into what the proxy says
        "x=\", for=192.0.2.1;host=\", for=203.0.113.5;y=\"    | 192.0.2.1",
        "x=\"\\, for=192.0.2.1;host=\"a\"                     | 192.0.2.1",
        // what is no element is worth nothing
        "for=192.0.2.1;for=203.0.113.5                      | 10.0.0.1",
        "for=192.0.2.1;host=a;For=\"203.0.113.5\"            | 10.0.0.1",
        "for=192.0.2.1;host=\"a                              | 10.0.0.1",
        "for=192.0.2.1;host=a\"                              | 10.0.0.1",
        "for=192.0.2.1;host=\"a\\\"                           | 10.0.0.1",
        "for=192.0.2.1;host=\"a\"b                           | 10.0.0.1",
        "for=192.0.2.1;host=a b                             | 10.0.0.1",
        "for=192.0.2.1;host                                 | 10.0.0.1",
        "for =192.0.2.1                                     | 10.0.0.1",
        "for=192.0.2.1;host=\"a, for=10.0.0.2                | 10.0.0.2",
      })
  void theSameByTheStandardsHeader(String said, String client) {
    headers.put("Forwarded", List.of(said));
    headers.put("X-Forwarded-For", List.of("203.0.113.5"));
    assertThat(source("10.0.0.1", "forwarded").address()).isEqualTo(client);
  }

  @Test
  void aLongLineIsReadAsAShortOne() {
    String host = "\\a".repeat(30_000);
    headers.put("Forwarded", List.of("for=192.0.2.1;host=\"" + host + "\""));
    assertThat(source("10.0.0.1", "forwarded").address()).isEqualTo("192.0.2.1");
    headers.put("Forwarded", List.of("for=192.0.2.1;".repeat(10_000)));
    assertThat(source("10.0.0.1", "forwarded").address()).isEqualTo("10.0.0.1");
  }

  @Test
  void aHeaderInSeveralLinesIsOneHeader() {
    headers.put("X-Forwarded-For", List.of("198.51.100.7", "192.0.2.1", "10.0.0.2"));
    assertThat(source("10.0.0.1", "x-forwarded-for").address()).isEqualTo("192.0.2.1");
  }

  @Test
  void theSchemeOfATrustedProxyIsThatOfTheServersOwnOrigin() {
    headers.put("Host", List.of("chat.example.com"));
    headers.put("X-Forwarded-For", List.of("192.0.2.1"));
    headers.put("X-Forwarded-Proto", List.of("HTTPS"));
    assertThat(self("10.0.0.1", "x-forwarded-for")).isEqualTo("https://chat.example.com");
    assertThat(self("192.0.2.9", "x-forwarded-for")).isEqualTo("http://chat.example.com:80");

    headers.put("X-Forwarded-Proto", List.of("https, http"));
    assertThat(self("10.0.0.1", "x-forwarded-for")).isEqualTo("http://chat.example.com");
    headers.put("X-Forwarded-Proto", List.of("gopher"));
    assertThat(self("10.0.0.1", "x-forwarded-for")).isEqualTo("http://chat.example.com:80");
    headers.remove("X-Forwarded-For");
    headers.put("X-Forwarded-Proto", List.of("https"));
    assertThat(self("10.0.0.1", "x-forwarded-for")).isEqualTo("https://chat.example.com");
  }

  @Test
  void theSchemeIsThatByWhichTheClientCameToTheFirstProxy() {
    headers.put("Host", List.of("chat.example.com:8443"));
    headers.put(
        "Forwarded",
        List.of("for=192.0.2.9;proto=http, for=192.0.2.1;proto=https, for=10.0.0.2;proto=http"));
    assertThat(self("10.0.0.1", "forwarded")).isEqualTo("https://chat.example.com:8443");
    assertThat(self("10.0.0.1", "x-forwarded-for")).isEqualTo("http://chat.example.com:80");
  }

  @Test
  void aHostThatWasForwardedIsNotLookedAt() {
    headers.put("Host", List.of("chat.example.com"));
    headers.put("X-Forwarded-For", List.of("192.0.2.1"));
    headers.put("X-Forwarded-Proto", List.of("https"));
    headers.put("X-Forwarded-Host", List.of("evil.example"));
    assertThat(self("10.0.0.1", "x-forwarded-for")).isEqualTo("https://chat.example.com");
  }

  private String self(String peer, String header) {
    return source(peer, header).self();
  }

  private RequestSource source(String peer, String header) {
    HttpSettings settings =
        TestSettings.with(
                "parley.http.trusted-proxies",
                "10.0.0.0/8,2001:db8::/32",
                "parley.http.forwarded-header",
                header)
            .http();
    return new RequestSources(settings).of(request(peer));
  }

  private HttpServletRequest request(String peer) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> peer;
                  case "getScheme" -> "http";
                  case "getServerName" -> "chat.example.com";
                  case "getServerPort" -> 80;
                  case "getHeaders" -> Collections.enumeration(lines(arguments[0]));
                  case "getHeader" -> lines(arguments[0]).stream().findFirst().orElse(null);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private List<String> lines(Object header) {
    return new ArrayList<>(headers.getOrDefault((String) header, List.of()));
  }
}
