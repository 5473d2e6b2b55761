package dev.parley.protocol;

/**
 * How a refused text is named in a message: quoted, without hidden characters, cut to a length that
 * a log line can bear.
 */
final class Text {
  private static final int SHOWN = 40;

  private Text() {}

  static void require(boolean holds, String expected, String offending) {
    if (!holds) {
      throw new IllegalArgumentException("must be " + expected + ", was " + quote(offending));
    }
  }

  static String quote(String text) {
    StringBuilder shown = new StringBuilder(SHOWN + 4).append('"');
    text.codePoints().limit(SHOWN).map(Text::shown).forEach(shown::appendCodePoint);
    return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"").toString();
  }

  private static int shown(int codePoint) {
    return VisibleText.isHidden(codePoint) && !VisibleText.isJoiner(codePoint) ? 0xfffd : codePoint;
  }

  /** True for 1 to {@code max} characters without a control character or a lone surrogate. */
  static boolean isPlain(String text, int max) {
    return !text.isEmpty()
        && text.length() <= max
        && text.codePoints().noneMatch(Text::isUnprintable);
  }

  private static boolean isUnprintable(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || codePoint == 0x2028
        || codePoint == 0x2029;
  }
}
