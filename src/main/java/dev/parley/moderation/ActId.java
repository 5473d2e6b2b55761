package dev.parley.moderation;

/**
 * By what an act of moderation is known; a later one of a node has a greater number. 16 hexadecimal
 * digits as text; {@link #parse} throws {@link IllegalArgumentException} that says what was
 * expected for any other.
 */
public record ActId(long number) implements Comparable<ActId> {
  private static final String SHAPE = "[0-7][0-9a-f]{15}";

  public ActId {
    if (number < 0) {
      throw new IllegalArgumentException("must be 0 or more, was " + number);
    }
  }

  public static ActId parse(String text) {
    if (!text.matches(SHAPE)) {
      throw new IllegalArgumentException("must be 16 hexadecimal digits as an answer has had them");
    }
    return new ActId(Long.parseLong(text, 16));
  }

  @Override
  public int compareTo(ActId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return String.format("%016x", number);
  }
}
