package dev.parley.identity.jwt;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import dev.parley.protocol.Outcome;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of the identity provider: those of the configuration, or those that the provider
 * publishes. {@link #start} and {@link #stop} are called once, at start-up and shut-down, and do
 * not block; safe for use by any thread.
 */
public final class ProviderKeys {
  /** Those that a published key may be for. */
  private static final Set<JWSAlgorithm> PUBLISHED = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

  private final @Nullable KeySet configured;
  private final @Nullable RemoteKeys published;

  public ProviderKeys(TokenSettings settings, ThreadFactory threads) {
    this(settings, threads, Ticker.systemTicker());
  }

  ProviderKeys(TokenSettings settings, ThreadFactory threads, Ticker ticker) {
    this.configured =
        settings.publicKey().isEmpty() ? null : PublicKeys.parse(settings.publicKey());
    this.published =
        settings.jwks().isSet() ? new RemoteKeys(settings.jwks(), threads, ticker) : null;
  }

  /** Begins to fetch the keys that are published, if any are. */
  public void start() {
    if (published != null) {
      published.start();
    }
  }

  public void stop() {
    if (published != null) {
      published.stop();
    }
  }

  /** Those that there may be a key for. */
  Set<JWSAlgorithm> algorithms() {
    return published != null ? PUBLISHED : configured == null ? Set.of() : configured.algorithms();
  }

  /**
   * The key that checks such a token, at once unless it has to be fetched.
   *
   * @param kid what the token calls it
   */
  CompletionStage<Outcome<JWSVerifier>> find(JWSAlgorithm algorithm, @Nullable String kid) {
    if (published != null) {
      return published.find(algorithm, kid);
    }
    Optional<JWSVerifier> key =
        configured == null ? Optional.empty() : configured.find(algorithm, kid);
    return CompletableFuture.completedFuture(
        key.map(Outcome::done)
            .orElseGet(() -> Refusals.refuse("the token's key (kid) is none of the server's")));
  }
}
