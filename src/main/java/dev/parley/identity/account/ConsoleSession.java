package dev.parley.identity.account;

import dev.parley.identity.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in to the console. Immutable, and never shows its secrets.
 *
 * @param identity who has signed in; its proof runs out at {@code endsAt}
 * @param key the digest of what the browser keeps
 * @param csrfToken what a request that changes something has to repeat
 * @param account by which account, which has to change its password first where it is {@link
 *     Account#oneTime}; null where a token or the server's own login was the proof
 */
public record ConsoleSession(
    Identity identity,
    ByteBuffer key,
    String csrfToken,
    Instant endsAt,
    @Nullable Account account) {
  /** Whether nothing else may be done before the password is changed. */
  public boolean mustChangePassword() {
    return account != null && account.oneTime();
  }

  /** Whether a request repeats the token; takes as long whatever it says. */
  public boolean hasCsrfToken(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), csrfToken.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "ConsoleSession[" + identity.id() + "]";
  }
}
