package dev.parley.protocol;

import java.util.Set;

/**
 * What people can see of a text. Names are held to it, so that none turns the direction of the line
 * that it stands in, and none looks like nothing (protocol, section 1.2; the classes of Unicode
 * 13). Pure.
 */
public final class VisibleText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  /** Letters and marks of Unicode that show nothing, or that it keeps for such. */
  private static final Set<Integer> FILLERS =
      Set.of(0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2065, 0x3164, 0xffa0);

  private VisibleText() {}

  /**
   * True where nothing can be seen: only white space, controls, formats, marks without a letter.
   */
  public static boolean isBlank(String text) {
    return text.codePoints().noneMatch(VisibleText::isVisible);
  }

  /**
   * The text without what a name may not hold. Joiners stay where emoji and scripts need them:
   * between two characters that are no blanks, and after a combining mark.
   */
  static String ofName(String text) {
    int[] kept = text.codePoints().filter(c -> isJoiner(c) || !isHidden(c)).toArray();
    StringBuilder name = new StringBuilder(text.length());
    int before = ' ';
    for (int i = 0; i < kept.length; i++) {
      int next = i + 1 < kept.length ? kept[i + 1] : ' ';
      if (!isJoiner(kept[i]) || isMark(before) || (isSolid(before) && isSolid(next))) {
        name.appendCodePoint(kept[i]);
        before = kept[i];
      }
    }
    return name.toString();
  }

  /** Controls, formats (they turn the direction, or show nothing), fillers, half a pair. */
  static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> FILLERS.contains(codePoint);
    };
  }

  static boolean isJoiner(int codePoint) {
    return codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
  }

  private static boolean isVisible(int codePoint) {
    return isSolid(codePoint) && !isMark(codePoint);
  }

  private static boolean isSolid(int codePoint) {
    return !isHidden(codePoint)
        && !Character.isWhitespace(codePoint)
        && !Character.isSpaceChar(codePoint);
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
