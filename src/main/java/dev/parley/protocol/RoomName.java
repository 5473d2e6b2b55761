package dev.parley.protocol;

/**
 * The name of a room: the tenant whose it is, and 1–128 letters, digits and {@code . _ - : / ~ % #}
 * of ASCII, compared exactly. Rooms of one name in two tenants are two rooms. On the wire stands
 * the {@code value} alone; {@link #key} tells the rooms of all tenants apart, and is what is stored
 * and logged.
 *
 * <p>What follows the first {@code #} is the id of the one user whose room it is, {@link
 * UserId#inRoomNames as it is written there}.
 *
 * <p>Throws {@link IllegalArgumentException} that names the offending and the expected value when
 * the text is no room name.
 */
public record RoomName(Tenant tenant, String value) implements Comparable<RoomName> {
  /** The longest value, in characters. */
  public static final int MAX_LENGTH = 128;

  /** The longest key, in characters. */
  public static final int MAX_KEY_LENGTH = Tenant.MAX_LENGTH + 1 + MAX_LENGTH;

  private static final char AFTER_TENANT = '!'; // neither a tenant's name nor a room's has it

  public RoomName {
    Text.require(isValid(value), "1–128 of letters, digits and . _ - : / ~ % #", value);
  }

  /** As a client names it that is of no tenant, or has not said who it is. */
  public RoomName(String value) {
    this(Tenant.NONE, value);
  }

  /** The room that {@link #key} names so. */
  public static RoomName ofKey(String key) {
    int end = key.indexOf(AFTER_TENANT);
    return end < 0
        ? new RoomName(key)
        : new RoomName(new Tenant(key.substring(0, end)), key.substring(end + 1));
  }

  /** One text for the tenant and the name: the name alone where there is no tenant. */
  public String key() {
    return tenant.isNone() ? value : tenant.value() + AFTER_TENANT + value;
  }

  /** The room of this name in that tenant. */
  public RoomName within(Tenant other) {
    return tenant.equals(other) ? this : new RoomName(other, value);
  }

  /** Whether it is a room of one user: then it is open to nobody else. */
  public boolean isPersonal() {
    return value.indexOf('#') >= 0;
  }

  /** Whether it is this user's own, and of the user's tenant. */
  public boolean isOwnOf(UserId user) {
    int hash = value.indexOf('#');
    return hash >= 0
        && tenant.equals(user.tenant())
        && user.inRoomNames().contentEquals(value.subSequence(hash + 1, value.length()));
  }

  static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && "._-:/~%#".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(RoomName other) {
    int tenants = tenant.compareTo(other.tenant);
    return tenants != 0 ? tenants : value.compareTo(other.value);
  }

  @Override
  public int hashCode() { // every message looks its room up: both texts remember theirs
    return 31 * tenant.value().hashCode() + value.hashCode();
  }

  @Override
  public String toString() {
    return key();
  }
}
