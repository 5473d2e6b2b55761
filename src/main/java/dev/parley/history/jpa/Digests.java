package dev.parley.history.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.history.Entry;
import dev.parley.protocol.ClientKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * What stands in the database for a client key and for a content: SHA-256, in URL-safe Base64. One
 * short column for room, sender and key keeps their unique index small, and lets a batch look all
 * of its keys up at once.
 */
final class Digests {
  private static final int KEY_BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Digests() {}

  /** 22 characters: 128 bits. None of the three parts can contain the U+0000 between them. */
  static String ofKey(Entry.Post post, ClientKey key) {
    byte[] digest = sha256(post.room().key() + "\0" + post.by().value() + "\0" + key);
    return BASE64.encodeToString(Arrays.copyOf(digest, KEY_BYTES));
  }

  /** 43 characters: 256 bits. */
  static String ofContent(String content) {
    return BASE64.encodeToString(sha256(content));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
