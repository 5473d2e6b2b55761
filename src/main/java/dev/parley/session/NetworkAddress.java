package dev.parley.session;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address (RFC 791, RFC 4291), in one spelling: an IPv4 address mapped into IPv6 is
 * the IPv4 address, and a zone is dropped. It is never a name, so nothing is looked up anywhere.
 */
public record NetworkAddress(InetAddress value) {
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

  /** Not from a dot on: the platform takes for a literal only what a digit or a colon begins. */
  private static final Pattern IPV6 =
      Pattern.compile("(?:[0-9A-Fa-f][0-9A-Fa-f.]*)?:[0-9A-Fa-f:.]+(%[^%]+)?");

  /** The address that the text spells; null where it spells none. */
  public static @Nullable NetworkAddress parse(@Nullable String text) {
    if (text == null || !isLiteral(text)) {
      return null;
    }
    int zone = text.indexOf('%');
    try {
      // Of these shapes, the platform asks no name service.
      return new NetworkAddress(InetAddress.getByName(zone < 0 ? text : text.substring(0, zone)));
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Whether it has the shape of an address, so that the platform does not ask who it is. */
  static boolean isLiteral(String text) {
    return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
  }

  /** 32 or 128. */
  public int bits() {
    return value.getAddress().length * Byte.SIZE;
  }

  public boolean isIpv6() {
    return value instanceof Inet6Address;
  }

  /** Whether the first so many bits are those of the other; never for one of the other family. */
  public boolean shares(NetworkAddress other, int prefix) {
    return bits() == other.bits()
        && number().xor(other.number()).shiftRight(bits() - prefix).signum() == 0;
  }

  /** The first address that has the same first so many bits. */
  public NetworkAddress first(int prefix) {
    int host = bits() - prefix;
    BigInteger first = number().shiftRight(host).shiftLeft(host);
    byte[] bytes = new byte[bits() / Byte.SIZE];
    byte[] given = first.toByteArray(); // without leading zeros, or with one for the sign
    int length = Math.min(given.length, bytes.length);
    System.arraycopy(given, given.length - length, bytes, bytes.length - length, length);
    try {
      return new NetworkAddress(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  private BigInteger number() {
    return new BigInteger(1, value.getAddress());
  }

  /** The digits, IPv6 without the short form. */
  @Override
  public String toString() {
    return value.getHostAddress();
  }
}
