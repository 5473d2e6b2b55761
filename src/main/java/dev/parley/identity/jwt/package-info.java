/**
 * Proofs of identity as JSON Web Tokens (RFC 7519): those of the identity provider, and those that
 * guests come back with. May import {@code identity}, {@code log} and {@code protocol}; alone uses
 * Nimbus JOSE + JWT.
 */
@NullMarked
package dev.parley.identity.jwt;

import org.jspecify.annotations.NullMarked;
