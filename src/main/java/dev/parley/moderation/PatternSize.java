package dev.parley.moderation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a pattern is with its counted repetitions written out: as RE2/J compiles them, without a
 * bound of its own on those within each other. Used by one thread, once.
 */
final class PatternSize {
  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,6})(?:,(\\d{0,6}))?\\}");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:Q.*?(?:\\\\E|$)|[pPx]\\{[^}]*\\}|.|$)");
  private static final Pattern CLASS = Pattern.compile("\\[\\^?\\]?(?:\\\\.|[^\\]\\\\])*\\]?");

  private final Deque<Long> outer = new ArrayDeque<>();
  private long size;
  private long last;

  private PatternSize() {}

  /** What is more than {@code most} is told as one more than that. */
  static long of(String pattern, long most) {
    PatternSize counted = new PatternSize();
    int at = 0;
    while (at < pattern.length() && counted.size <= most) {
      at = counted.next(pattern, at);
    }
    return Math.min(counted.size, most + 1);
  }

  private int next(String pattern, int at) {
    char first = pattern.charAt(at);
    if (first == '\\') {
      Matcher escape = matched(ESCAPE, pattern, at);
      boolean literal = pattern.startsWith("\\Q", at);
      return atom(escape.end(), literal ? escape.end() - at : 1);
    } else if (first == '[') {
      return atom(matched(CLASS, pattern, at).end(), 1);
    } else if (first == '(') {
      outer.push(size);
      size = 0;
      last = 0;
    } else if (first == ')' && !outer.isEmpty()) {
      last = Math.max(1, size);
      size = outer.pop() + last;
    } else if (first == '{') {
      Matcher repetition = REPETITION.matcher(pattern).region(at, pattern.length());
      return repetition.lookingAt() ? repeat(repetition) : atom(at + 1, 1);
    } else {
      return atom(at + 1, 1);
    }
    return at + 1;
  }

  private static Matcher matched(Pattern what, String pattern, int at) {
    Matcher matcher = what.matcher(pattern).region(at, pattern.length());
    if (!matcher.lookingAt()) {
      throw new IllegalStateException("each of the two takes one character at least");
    }
    return matcher;
  }

  private int atom(int end, int length) {
    last = length;
    size += length;
    return end;
  }

  private int repeat(Matcher repetition) {
    String most = repetition.group(2);
    long least = Long.parseLong(repetition.group(1));
    long times = most == null || most.isEmpty() ? least + 1 : Long.parseLong(most);
    size += last * Math.max(0, times - 1);
    last *= Math.max(1, times);
    return repetition.end();
  }
}
