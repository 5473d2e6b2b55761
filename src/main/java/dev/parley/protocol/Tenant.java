package dev.parley.protocol;

/**
 * Whose a user and a room are, where one gateway serves several companies: users and rooms of
 * different tenants never meet. It comes from a token alone; no frame names one.
 *
 * <p>Empty ({@link #NONE}: tokens name no tenant, and guests), or 1–64 letters, digits and {@code .
 * _ -} of ASCII, compared exactly. Throws {@link IllegalArgumentException} that names the offending
 * and the expected value otherwise.
 */
public record Tenant(String value) implements Comparable<Tenant> {
  /** The longest value, in characters. */
  public static final int MAX_LENGTH = 64;

  /** The one tenant of a gateway that serves no others, and of guests. */
  public static final Tenant NONE = new Tenant("");

  public Tenant {
    Text.require(
        value.length() <= MAX_LENGTH && value.chars().allMatch(Tenant::isPart),
        "1–64 of letters, digits and . _ -",
        value);
  }

  private static boolean isPart(int c) {
    return RoomName.isLetterOrDigit((char) c) || "._-".indexOf(c) >= 0;
  }

  public boolean isNone() {
    return value.isEmpty();
  }

  @Override
  public int compareTo(Tenant other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
