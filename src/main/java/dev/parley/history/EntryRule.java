package dev.parley.history;

import dev.parley.protocol.Detail;
import java.util.Optional;

/**
 * What every log asks of an entry's content, so that each database keeps it as it was sent: at most
 * {@value #MAX_CONTENT} UTF-16 units, well-formed (no lone surrogate), without U+0000, which
 * PostgreSQL cannot hold.
 */
public final class EntryRule {
  /** The longest content, in UTF-16 units. */
  public static final int MAX_CONTENT = 32_768;

  private EntryRule() {}

  /** Why the entry cannot be written, if so. */
  public static Optional<Detail> violation(Entry entry) {
    if (entry instanceof Entry.Post post) {
      return violation(post.content());
    }
    return entry instanceof Entry.Edit edit ? violation(edit.content()) : Optional.empty();
  }

  private static Optional<Detail> violation(String content) {
    if (content.length() > MAX_CONTENT) {
      return invalid("must have at most " + MAX_CONTENT + " characters, has " + content.length());
    }
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (c == 0) {
        return invalid("must not contain U+0000, does at " + i);
      }
      if (Character.isSurrogate(c)) {
        if (!isPairAt(content, i)) {
          return invalid("must not contain a lone surrogate, does at " + i);
        }
        i++;
      }
    }
    return Optional.empty();
  }

  private static boolean isPairAt(String content, int i) {
    return i + 1 < content.length()
        && Character.isSurrogatePair(content.charAt(i), content.charAt(i + 1));
  }

  private static Optional<Detail> invalid(String message) {
    return Optional.of(Detail.invalid("content", message));
  }
}
