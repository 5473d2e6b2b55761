package dev.parley.log;

import org.jspecify.annotations.Nullable;

/** How a line of the log is put together. */
final class Line {
  /** How much of a value is shown, in UTF-16 units; the rest is told by its number. */
  static final int MAX_VALUE = 1_000;

  private Line() {}

  static String of(String event, @Nullable Object[] pairs) {
    StringBuilder line = new StringBuilder(80).append(event);
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = i + 1 < pairs.length ? pairs[i + 1] : "";
      if (value != null) {
        line.append(' ').append(pairs[i]).append('=');
        appendValue(line, value.toString());
      }
    }
    return line.toString();
  }

  private static void appendValue(StringBuilder line, String value) {
    if (isBare(value)) {
      line.append(value);
    } else {
      line.append('"').append(escape(value, true)).append('"');
    }
  }

  private static boolean isBare(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_VALUE
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\');
  }

  /**
   * The text in one line: whatever could end a line, move the cursor or turn the direction of
   * writing is escaped.
   */
  static String escape(String text, boolean quoted) {
    int end = Math.min(text.length(), MAX_VALUE);
    StringBuilder escaped = new StringBuilder(end + 16);
    for (int i = 0; i < end; i++) {
      appendEscaped(escaped, text.charAt(i), quoted);
    }
    if (end < text.length()) {
      escaped.append("… (").append(text.length() - end).append(" more)");
    }
    return escaped.toString();
  }

  private static void appendEscaped(StringBuilder escaped, char c, boolean quoted) {
    switch (c) {
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      case '\\' -> escaped.append("\\\\");
      case '"' -> escaped.append(quoted ? "\\\"" : "\"");
      default -> {
        if (isUnsafe(c)) {
          escaped.append(String.format("\\u%04x", (int) c));
        } else {
          escaped.append(c);
        }
      }
    }
  }

  private static boolean isUnsafe(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
