package dev.parley.identity.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;

/** JWK Sets, and how they are fetched, as tests want them. */
final class TestJwks {
  private TestJwks() {}

  static JwksSettings at(String uri) {
    return new JwksSettings(
        uri,
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        Duration.ofHours(4),
        Duration.ofMillis(500),
        16_384,
        50);
  }

  static JWK rsa(String kid, KeyPair pair) {
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(kid).build();
  }

  static JWK ec(String kid, KeyPair pair) {
    return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic()).keyID(kid).build();
  }

  static String set(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(false);
  }
}
