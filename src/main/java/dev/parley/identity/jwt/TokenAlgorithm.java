package dev.parley.identity.jwt;

import com.nimbusds.jose.JWSAlgorithm;

/** How a token may be signed (RFC 7518, section 3.1). There is no "none". */
public enum TokenAlgorithm {
  RS256,
  ES256,
  HS256;

  JWSAlgorithm jws() {
    return JWSAlgorithm.parse(name());
  }
}
