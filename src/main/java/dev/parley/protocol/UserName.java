package dev.parley.protocol;

/**
 * What someone is called in the rooms; shown to others, not unique.
 *
 * <p>1–64 characters, one of them visible and none hidden ({@link VisibleText}); throws {@link
 * IllegalArgumentException} that names the offending and the expected value otherwise.
 */
public record UserName(String value) {
  /** The longest value, in UTF-16 units. */
  public static final int MAX_LENGTH = 64;

  private static final String EXPECTED = "1–64 characters, one of them visible and none hidden";
  private static final String NOBODY = "?";

  public UserName {
    Text.require(isName(value), EXPECTED, value);
  }

  private static boolean isName(String value) {
    return value.length() <= MAX_LENGTH
        && !VisibleText.isBlank(value)
        && VisibleText.ofName(value).equals(value);
  }

  /**
   * The proposed name made to fit, for those who cannot mend it: without what is refused, cut to
   * the length; where nothing is left, the other likewise, and at the last a question mark.
   */
  public static UserName fitting(String proposed, String otherwise) {
    String name = fit(proposed);
    if (name.isEmpty()) {
      name = fit(otherwise);
    }
    return new UserName(name.isEmpty() ? NOBODY : name);
  }

  private static String fit(String text) {
    String name = VisibleText.ofName(text).strip();
    if (name.length() > MAX_LENGTH) {
      boolean splitsPair = Character.isHighSurrogate(name.charAt(MAX_LENGTH - 1));
      String cut = name.substring(0, MAX_LENGTH - (splitsPair ? 1 : 0));
      name = VisibleText.ofName(cut).strip(); // the cut may have left a joiner at the end
    }
    return VisibleText.isBlank(name) ? "" : name;
  }

  @Override
  public String toString() {
    return value;
  }
}
