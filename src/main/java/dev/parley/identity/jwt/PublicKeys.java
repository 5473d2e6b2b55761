package dev.parley.identity.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the public keys of the configuration: PEM (RFC 7468, section 13), JWK or JWK Set (RFC
 * 7517), RSA of 2048 bits or more, or EC on P-256. Throws {@link IllegalArgumentException} that
 * names the key and what was expected, and never shows the text, which may be a private key by
 * mistake.
 */
final class PublicKeys {
  private static final int MIN_RSA_BITS = 2_048;

  private static final Pattern JWK_SET = Pattern.compile("\\s*\\{\\s*\"keys\"\\s*:");

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

  private PublicKeys() {}

  /** The keys of the configuration: one, or a JWK Set of several. */
  static KeySet parse(String text) {
    if (JWK_SET.matcher(text).lookingAt()) {
      return ofJwkSet(text);
    }
    return KeySet.ofKey(strong(text.strip().startsWith("{") ? ofJwk(text) : ofPem(text)));
  }

  /** A key that somebody else publishes; empty where it is weak or of an unknown kind. */
  static Optional<PublicKey> usable(@Nullable JWK jwk) {
    try {
      return jwk == null ? Optional.empty() : Optional.of(strong(ofJwk(jwk)));
    } catch (IllegalArgumentException | JOSEException refused) {
      return Optional.empty();
    }
  }

  private static KeySet ofJwkSet(String text) {
    try {
      KeySet keys = KeySet.ofJwks(text);
      if (keys.isEmpty()) {
        throw refused("a JWK Set with an RSA key of 2048 bits or an EC key on P-256", "without");
      }
      return keys;
    } catch (ParseException e) {
      throw refused("PEM, JWK or JWK Set text", "an unreadable JWK Set");
    }
  }

  private static PublicKey strong(PublicKey key) {
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
      throw refused(
          "an RSA key of at least " + MIN_RSA_BITS + " bits",
          rsa.getModulus().bitLength() + " bits");
    }
    if (key instanceof ECPublicKey ec
        && !Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
      throw refused("an EC key on P-256", "one on another curve");
    }
    return key;
  }

  private static PublicKey ofJwk(String text) {
    try {
      JWK jwk = JWK.parse(text);
      if (jwk.isPrivate()) {
        throw refused("a public key", "a private or secret key");
      }
      return ofJwk(jwk);
    } catch (ParseException | JOSEException e) {
      throw refused("PEM or JWK text", "an unreadable JWK");
    }
  }

  private static PublicKey ofJwk(JWK jwk) throws JOSEException {
    if (jwk instanceof RSAKey rsa) {
      return rsa.toRSAPublicKey();
    }
    if (jwk instanceof ECKey ec) {
      return ec.toECPublicKey();
    }
    throw refused("a JWK of kty RSA or EC", "one of another kty");
  }

  private static PublicKey ofPem(String text) {
    if (text.contains("PRIVATE KEY-----")) {
      throw refused("a public key", "a private key");
    }
    Matcher pem = PEM.matcher(text);
    if (!pem.matches()) {
      throw refused("PEM (-----BEGIN PUBLIC KEY-----) or JWK text", "neither");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      return ofDer("RSA", der)
          .or(() -> ofDer("EC", der))
          .orElseThrow(() -> refused("an RSA or EC key", "another or a broken one"));
    } catch (IllegalArgumentException e) {
      throw refused("an RSA or EC key", "another or a broken one");
    }
  }

  private static Optional<PublicKey> ofDer(String algorithm, byte[] der) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static IllegalArgumentException refused(String expected, String was) {
    return new IllegalArgumentException("public-key must be " + expected + ", was " + was);
  }
}
