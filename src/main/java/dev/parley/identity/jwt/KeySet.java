package dev.parley.identity.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Public keys by algorithm and name ({@code kid}), of a JWK Set (RFC 7517, section 5). A name is
 * looked up and nothing else. What is no signing key, is weak, secret or of another kind than RSA
 * and P-256, is left out. Immutable.
 */
final class KeySet {
  private static final String UNNAMED = "";

  private final Map<JWSAlgorithm, Map<String, JWSVerifier>> byAlgorithm = new HashMap<>();
  private final boolean named;

  private KeySet(boolean named) {
    this.named = named;
  }

  /** One key, whatever a token calls it. */
  static KeySet ofKey(PublicKey key) {
    KeySet set = new KeySet(false);
    set.byAlgorithm.put(algorithmOf(key), Map.of(UNNAMED, verifierOf(key)));
    return set;
  }

  /** Throws {@link ParseException} where the text is no JWK Set. */
  static KeySet ofJwks(String text) throws ParseException {
    KeySet set = new KeySet(true);
    for (JWK key : JWKSet.parse(text).getKeys()) {
      set.add(key);
    }
    return set;
  }

  private static JWSAlgorithm algorithmOf(PublicKey key) {
    return key instanceof RSAPublicKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
  }

  private static JWSVerifier verifierOf(PublicKey key) {
    try {
      if (key instanceof RSAPublicKey rsa) {
        return new RSASSAVerifier(rsa);
      }
      if (key instanceof ECPublicKey ec) {
        return new ECDSAVerifier(ec);
      }
    } catch (JOSEException e) {
      throw new IllegalArgumentException("a key that had been checked is refused", e);
    }
    throw new IllegalArgumentException("a key must be RSA or EC, was " + key.getAlgorithm());
  }

  private void add(JWK jwk) {
    if (!isForSignatures(jwk)) {
      return;
    }
    Optional<PublicKey> key = PublicKeys.usable(jwk.toPublicJWK());
    if (key.isEmpty()) {
      return;
    }
    JWSAlgorithm algorithm = algorithmOf(key.get());
    if (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm)) {
      String name = jwk.getKeyID() == null ? UNNAMED : jwk.getKeyID();
      byAlgorithm
          .computeIfAbsent(algorithm, a -> new HashMap<>())
          .putIfAbsent(name, verifierOf(key.get()));
    }
  }

  private static boolean isForSignatures(JWK jwk) {
    boolean use = jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE);
    boolean operation =
        jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY);
    return use && operation;
  }

  boolean isEmpty() {
    return byAlgorithm.isEmpty();
  }

  int size() {
    return byAlgorithm.values().stream().mapToInt(Map::size).sum();
  }

  /** Those that there is a key for. */
  Set<JWSAlgorithm> algorithms() {
    return Set.copyOf(byAlgorithm.keySet());
  }

  /** The key of this name; where a token names none, the only one of its algorithm. */
  Optional<JWSVerifier> find(JWSAlgorithm algorithm, @Nullable String kid) {
    Map<String, JWSVerifier> byName = byAlgorithm.getOrDefault(algorithm, Map.of());
    if (kid == null || !named) {
      return byName.size() == 1 ? byName.values().stream().findAny() : Optional.empty();
    }
    return Optional.ofNullable(byName.get(kid));
  }
}
