package dev.parley.identity.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.parley.identity.Sha256;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;

/**
 * Tokens that have been checked a moment ago, by their SHA-256 digests: the token itself is not
 * kept. Safe for use by any thread.
 */
final class VerifiedTokens {
  private final Cache<ByteBuffer, Verified> byDigest;
  private final Clock clock;

  VerifiedTokens(TokenSettings settings, Clock clock, Ticker ticker) {
    this.clock = clock;
    this.byDigest =
        Caffeine.newBuilder()
            .maximumSize(settings.cacheEntries())
            .expireAfterWrite(settings.cacheTtl())
            .ticker(ticker)
            .executor(Runnable::run) // the common pool would outlive the application
            .build();
  }

  Optional<Verified> find(String token) {
    return Optional.ofNullable(byDigest.getIfPresent(digest(token)))
        .filter(verified -> clock.instant().isBefore(verified.until()));
  }

  void keep(String token, Verified verified) {
    byDigest.put(digest(token), verified);
  }

  private static ByteBuffer digest(String token) {
    return ByteBuffer.wrap(Sha256.of(token));
  }
}
