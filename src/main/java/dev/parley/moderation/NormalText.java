package dev.parley.moderation;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text as filters read it, and where each part of that stands in what was said: in Unicode's
 * normalisation form NFKC (UAX #15), each character with the marks that follow it taken by itself,
 * without what is not seen (format characters and variation selectors); for words in one case as
 * well (a full case folding, by way of upper case). Immutable.
 */
final class NormalText {
  private final String text;

  /** Of each unit of the text, the part that it comes from; null where it comes from itself. */
  private final int @Nullable [] starts;

  private final int @Nullable [] ends;

  private NormalText(String text, int @Nullable [] starts, int @Nullable [] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  static NormalText of(String said) {
    return of(said, false);
  }

  /** In one case. */
  static NormalText folded(String said) {
    return of(said, true);
  }

  private static NormalText of(String said, boolean fold) {
    if (said.chars().allMatch(unit -> unit < 0x80)) {
      return new NormalText(fold ? said.toLowerCase(Locale.ROOT) : said, null, null);
    }
    StringBuilder text = new StringBuilder(said.length());
    int[] starts = new int[said.length()];
    int[] ends = new int[said.length()];
    int start = 0;
    while (start < said.length()) {
      int end = partEnd(said, start);
      text.append(normal(said.substring(start, end), fold));
      if (text.length() > starts.length) {
        starts = Arrays.copyOf(starts, 2 * text.length());
        ends = Arrays.copyOf(ends, 2 * text.length());
      }
      for (int i = text.length() - 1; i >= 0 && ends[i] == 0; i--) {
        starts[i] = start;
        ends[i] = end;
      }
      start = end;
    }
    return new NormalText(text.toString(), starts, ends);
  }

  private static int partEnd(String said, int start) {
    int end = start + Character.charCount(said.codePointAt(start));
    while (end < said.length() && isExtending(said.codePointAt(end))) {
      end += Character.charCount(said.codePointAt(end));
    }
    return end;
  }

  /** Whether it may become one with the character before it. */
  private static boolean isExtending(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || isUnseen(codePoint)
        || (codePoint >= 0x1160 && codePoint <= 0x11FF) // Hangul vowels and finals
        || (codePoint >= 0xD7B0 && codePoint <= 0xD7FF)
        || codePoint == 0xFF9E // halfwidth sound marks
        || codePoint == 0xFF9F;
  }

  private static boolean isUnseen(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
        || codePoint == 0x034F;
  }

  private static String normal(String part, boolean fold) {
    String seen =
        part.codePoints().anyMatch(NormalText::isUnseen)
            ? part.codePoints()
                .filter(each -> !isUnseen(each))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
            : part;
    String normal = Normalizer.normalize(seen, Normalizer.Form.NFKC);
    return fold
        ? Normalizer.normalize(
            normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC)
        : normal;
  }

  String text() {
    return text;
  }

  /** Where that stands in what was said. */
  Span said(int start, int end) {
    return starts == null || ends == null
        ? new Span(start, end)
        : new Span(starts[start], ends[end - 1]);
  }
}
