package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.boot.config.ConfigurationException;
import dev.parley.boot.config.TestSettings;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 10.0.0.7, true",
    "10.0.0.7, 10.0.0.8, false",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "::1, ::1, true",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "fc00::/7, fdff::1, true",
    "fc00::/7, 10.0.0.1, false",
  })
  void containsWhatBeginsLikeIt(String range, String address, boolean contained) {
    NetworkAddress parsed = Objects.requireNonNull(NetworkAddress.parse(address));
    assertThat(new AddressRange(range).contains(parsed)).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "proxy.example.com, 'must be an IP address or a range such as'",
    "localhost, 'must be an IP address or a range such as'",
    "*, 'must be an IP address or a range such as'",
    "10.0.0.0/, 'must be an IP address or a range such as'",
    "10.0.0.0/8/8, 'must be an IP address or a range such as'",
    "10.0.0.0/255.0.0.0, 'must be an IP address or a range such as'",
    "10.0.0.0/33, 'must have a prefix of 8 to 32 bits, was \"10.0.0.0/33\"'",
    "0.0.0.0/0, 'must have a prefix of 8 to 32 bits, was \"0.0.0.0/0\"'",
    "::/0, 'must have a prefix of 7 to 128 bits, was \"::/0\"'",
    "10.0.0.7/8, 'must begin with the first address of its range, 10.0.0.0/8, was'",
  })
  void isRefusedNamingTheKeyAndWhatIsExpected(String value, String expected) {
    assertThatThrownBy(() -> TestSettings.with("parley.http.trusted-proxies", value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("parley.http.trusted-proxies")
        .hasMessageContaining(expected);
  }

  @Test
  void thereIsNoneAsItComes() {
    assertThat(TestSettings.with().http().trustedProxies()).isEmpty();
  }
}
