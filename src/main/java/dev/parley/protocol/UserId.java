package dev.parley.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Who someone is: the tenant, and the subject of a verified token or what the server made for a
 * guest. Users of one subject in two tenants are two users. On the wire stands the {@code value}
 * alone.
 *
 * <p>1–128 characters without control characters; throws {@link IllegalArgumentException} that
 * names the offending and the expected value otherwise.
 */
public record UserId(Tenant tenant, String value) {
  /** The longest value, in UTF-16 units. */
  /**
   * Whose is what an erased user has left. It looks like a guest's, so that no token can carry it,
   * and no guest is given it.
   */
  public static final String ERASED = "guest-erased";

  public static final int MAX_LENGTH = 128;

  public UserId {
    Text.require(Text.isPlain(value, MAX_LENGTH), "1–128 printable characters", value);
  }

  /** As a client names it that is of no tenant, or has not said who it is. */
  public UserId(String value) {
    this(Tenant.NONE, value);
  }

  /** The user of this subject in that tenant. */
  public UserId within(Tenant other) {
    return tenant.equals(other) ? this : new UserId(other, value);
  }

  /**
   * The id as it stands behind the {@code #} of a room's name: letters, digits and {@code - . _ ~}
   * as they are, all else as {@code %XX} of its bytes in UTF-8, in capitals (RFC 3986, section
   * 2.1). One id is written in one way.
   */
  public String inRoomNames() {
    StringBuilder written = new StringBuilder(value.length() + 8);
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (RoomName.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0) {
        written.append(c);
      } else {
        written.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return written.toString();
  }

  @Override
  public int hashCode() { // every message looks users up: both texts remember theirs
    return 31 * tenant.value().hashCode() + value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
