package dev.parley.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import java.security.KeyPair;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
  private static final KeyPair RSA = HandMadeJwt.rsa(2_048);
  private static final KeyPair EC = HandMadeJwt.ec("secp256r1");

  @Test
  void findsAKeyByItsNameAndAlgorithm() throws ParseException {
    KeySet keys = KeySet.ofJwks(TestJwks.set(TestJwks.rsa("one", RSA), TestJwks.ec("two", EC)));

    assertThat(keys.find(JWSAlgorithm.RS256, "one")).isPresent();
    assertThat(keys.find(JWSAlgorithm.ES256, "two")).isPresent();
    assertThat(keys.find(JWSAlgorithm.ES256, "one")).isEmpty();
    assertThat(keys.find(JWSAlgorithm.HS256, "one")).isEmpty();
    assertThat(keys.find(JWSAlgorithm.RS256, "../one")).isEmpty();
    assertThat(keys.size()).isEqualTo(2);
  }

  @Test
  void aTokenThatNamesNoKeyGetsTheOnlyOneOfItsAlgorithm() throws ParseException {
    KeySet one = KeySet.ofJwks(TestJwks.set(TestJwks.rsa("one", RSA), TestJwks.ec("two", EC)));
    KeySet two =
        KeySet.ofJwks(
            TestJwks.set(TestJwks.ec("a", EC), TestJwks.ec("b", HandMadeJwt.ec("secp256r1"))));

    assertThat(one.find(JWSAlgorithm.RS256, null)).isPresent();
    assertThat(two.find(JWSAlgorithm.ES256, null)).isEmpty();
  }

  /** The secret of RFC 7517, appendix A.3, keys for encryption, of other algorithms and curves. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75\"}",
        "{\"kty\":\"OKP\",\"kid\":\"k\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "{\"kty\":\"new\",\"kid\":\"k\"}",
        "EC,\"use\":\"enc\"}",
        "EC,\"key_ops\":[\"deriveKey\"]}",
        "EC,\"alg\":\"ES384\"}",
        "EC,\"alg\":\"HS256\"}"
      })
  void leavesOutWhatIsNoKeyForSignaturesOfOurs(String jwk) throws ParseException {
    String ec = TestJwks.ec("k", EC).toJSONString();
    String text = jwk.replace("EC,", ec.substring(0, ec.length() - 1) + ",");

    assertThat(KeySet.ofJwks("{\"keys\":[" + text + "]}").isEmpty()).isTrue();
  }

  @Test
  void leavesOutWeakKeys() throws ParseException {
    assertThat(KeySet.ofJwks(TestJwks.set(TestJwks.rsa("k", HandMadeJwt.rsa(1_024)))).isEmpty())
        .isTrue();
  }

  @Test
  void anOddKeyDoesNotSpoilTheOthers() throws ParseException {
    String good = TestJwks.ec("k", EC).toJSONString();
    KeySet keys = KeySet.ofJwks("{\"keys\":[{\"kty\":\"new\"}," + good + "]}");

    assertThat(List.copyOf(keys.algorithms())).containsExactly(JWSAlgorithm.ES256);
  }
}
