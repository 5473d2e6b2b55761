package dev.parley.moderation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words, and sequences of words, that are found as whole words: a look in a table for each word of
 * a text, whatever the number of entries. A word is letters, digits and their marks. Immutable.
 */
final class WordList {
  private final Map<String, List<List<String>>> byFirst = new HashMap<>();

  /** Those of {@link FilterTerms}. */
  WordList(List<String> entries) {
    for (String entry : entries) {
      List<String> words = wordsOf(entry);
      byFirst.computeIfAbsent(words.get(0), first -> new ArrayList<>()).add(words);
    }
  }

  /** The words of an entry as they are compared. */
  static List<String> wordsOf(String entry) {
    String folded = NormalText.folded(entry).text();
    return words(folded).stream().map(span -> folded.substring(span.start(), span.end())).toList();
  }

  private static List<Span> words(String text) {
    List<Span> found = new ArrayList<>();
    int start = -1;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (isOfWord(codePoint, start >= 0)) {
        start = start < 0 ? at : start;
      } else if (start >= 0) {
        found.add(new Span(start, at));
        start = -1;
      }
      at += Character.charCount(codePoint);
    }
    if (start >= 0) {
      found.add(new Span(start, at));
    }
    return found;
  }

  private static boolean isOfWord(int codePoint, boolean within) {
    int type = Character.getType(codePoint);
    return Character.isLetterOrDigit(codePoint)
        || (within
            && (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK));
  }

  /** Where entries stand in what was said. */
  List<Span> find(NormalText folded) {
    if (byFirst.isEmpty()) {
      return List.of();
    }
    List<Span> words = words(folded.text());
    List<Span> found = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      for (List<String> entry : byFirst.getOrDefault(word(folded, words, i), List.of())) {
        if (follow(folded, words, i, entry)) {
          int end = words.get(i + entry.size() - 1).end();
          found.add(folded.said(words.get(i).start(), end));
        }
      }
    }
    return found;
  }

  private static boolean follow(NormalText text, List<Span> words, int at, List<String> entry) {
    if (at + entry.size() > words.size()) {
      return false;
    }
    for (int i = 1; i < entry.size(); i++) {
      if (!entry.get(i).equals(word(text, words, at + i))) {
        return false;
      }
    }
    return true;
  }

  private static String word(NormalText text, List<Span> words, int at) {
    Span word = words.get(at);
    return text.text().substring(word.start(), word.end());
  }
}
