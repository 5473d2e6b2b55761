package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:DB8::A, 2001:db8:0:0:0:0:0:a",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
  })
  void hasOneSpelling(String text, String spelled) {
    assertThat(NetworkAddress.parse(text)).hasToString(spelled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "dead.beef",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.04",
        "1.2.3.4.",
        "1.2.3.4:80",
        "[::1]",
        ":",
        ":::",
        "1::2::3",
        "12345::",
        "::1%",
        "::1%a%b",
        "::1\n",
        "16909060"
      })
  void isNothingElse(String text) {
    assertThat(NetworkAddress.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {".:1", ".1:1", ".a:b:c", ".::1", "%:1", "", "g::1", "localhost"})
  void whatThePlatformWouldAskANameServiceForIsNoLiteral(String text) {
    assertThat(NetworkAddress.isLiteral(text)).isFalse();
    assertThat(NetworkAddress.parse(text)).isNull();
  }

  @Test
  void isNoneWhereThereIsNoText() {
    assertThat(NetworkAddress.parse(null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.200, 24, 192.0.2.0",
    "192.0.2.200, 25, 192.0.2.128",
    "192.0.2.200, 32, 192.0.2.200",
    "10.1.2.3, 8, 10.0.0.0",
    "2001:db8:1:2:3:4:5:6, 64, 2001:db8:1:2:0:0:0:0",
    "ffff::1, 128, ffff:0:0:0:0:0:0:1",
    "::1, 64, 0:0:0:0:0:0:0:0",
  })
  void knowsTheFirstOfItsRange(String address, int prefix, String first) {
    assertThat(of(address).first(prefix)).hasToString(first);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.254, 24, true",
    "192.0.2.1, 192.0.3.1, 24, false",
    "192.0.2.1, 192.0.2.1, 32, true",
    "192.0.2.1, 192.0.2.0, 32, false",
    "2001:db8::1, 2001:db8::ffff:1, 64, true",
    "2001:db8::1, 2001:db8:0:1::1, 64, false",
    "::1, 0.0.0.1, 8, false",
  })
  void sharesBitsOnlyWithItsOwnFamily(String one, String other, int prefix, boolean shared) {
    assertThat(of(one).shares(of(other), prefix)).isEqualTo(shared);
    assertThat(of(other).shares(of(one), prefix)).isEqualTo(shared);
  }

  private static NetworkAddress of(String text) {
    NetworkAddress address = NetworkAddress.parse(text);
    assertThat(address).isNotNull();
    return address;
  }
}
