package dev.parley.moderation;

import dev.parley.protocol.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a filter looks for: words, or else a pattern, and what of that is allowed all the same.
 *
 * <p>A word matches whole words of a message, in any case; one that has several (with blanks or
 * signs between) matches where they follow each other, whatever signs stand between. Each has 1 to
 * {@value #LONGEST} characters with a letter or a digit; there are at most {@value #MOST}, of
 * {@value #MOST_CHARS} characters in all. A pattern is RE2's, of at most {@value #LONGEST_PATTERN}
 * characters, and {@value #MOST_REPEATED} with its counted repetitions written out.
 *
 * @param words empty where it has a pattern
 * @param pattern empty where it has words
 * @param allow words likewise: what matches within one does not count
 */
public record FilterTerms(List<String> words, String pattern, List<String> allow) {
  static final int LONGEST = 64;
  static final int MOST = 1_000;
  static final int MOST_CHARS = 16_000;
  static final int LONGEST_PATTERN = 512;
  static final int MOST_REPEATED = 10_000;

  public FilterTerms {
    words = List.copyOf(words);
    allow = List.copyOf(allow);
  }

  /** What is wrong with them, the pattern's grammar aside; empty where nothing is. */
  List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    if (words.isEmpty() == pattern.isEmpty()) {
      found.add(new Violation("words", "must be given, or else pattern, and not both"));
    }
    check("words", words, found);
    check("allow", allow, found);
    String wrong = wrong(pattern);
    if (wrong != null) {
      found.add(new Violation("pattern", wrong));
    }
    return found;
  }

  private static @Nullable String wrong(String pattern) {
    if (pattern.length() > LONGEST_PATTERN) {
      return "must be 1 to " + LONGEST_PATTERN + " characters, was " + pattern.length();
    }
    if (pattern.chars().anyMatch(Character::isISOControl)) {
      return "must have no control characters";
    }
    return PatternSize.of(pattern, MOST_REPEATED) > MOST_REPEATED
        ? "must be at most " + MOST_REPEATED + " characters with its repetitions written out"
        : null;
  }

  private static void check(String path, List<String> entries, List<Violation> found) {
    int chars = entries.stream().mapToInt(entry -> entry.length() + 1).sum();
    if (entries.size() > MOST || chars > MOST_CHARS) {
      found.add(
          new Violation(
              path,
              "must be at most "
                  + MOST
                  + " words of "
                  + MOST_CHARS
                  + " characters in all, were "
                  + entries.size()
                  + " of "
                  + chars));
      return;
    }
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i);
      if (entry.length() > LONGEST
          || entry.chars().anyMatch(Character::isISOControl)
          || WordList.wordsOf(entry).isEmpty()) {
        found.add(
            new Violation(
                path + "[" + i + "]",
                "must be 1 to "
                    + LONGEST
                    + " characters, one of them a letter or a digit and none a control character"));
      }
    }
  }

  String inWords() {
    String what = pattern.isEmpty() ? "words " + String.join(", ", words) : "pattern " + pattern;
    return allow.isEmpty() ? what : what + "; allowed " + String.join(", ", allow);
  }
}
