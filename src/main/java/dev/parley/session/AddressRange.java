package dev.parley.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address, or all that begin alike (CIDR, RFC 4632): {@code 10.0.0.7}, {@code 10.0.0.0/8},
 * {@code 2001:db8::/32}. Throws {@link IllegalArgumentException} that names the offending and the
 * expected value where the text is a name, or a range that is not told by its first address, or one
 * so wide that it is no operator's own (IPv4 below 8 bits, IPv6 below 7).
 */
public record AddressRange(String value) {
  private static final Pattern SHAPE = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");
  private static final int WIDEST_IPV4 = 8; // 10.0.0.0/8
  private static final int WIDEST_IPV6 = 7; // fc00::/7

  public AddressRange {
    NetworkAddress network = network(value);
    int prefix = prefix(value, network);
    int widest = network.isIpv6() ? WIDEST_IPV6 : WIDEST_IPV4;
    if (prefix < widest || prefix > network.bits()) {
      throw new IllegalArgumentException(
          "must have a prefix of %d to %d bits, was \"%s\""
              .formatted(widest, network.bits(), value));
    }
    NetworkAddress first = network.first(prefix);
    if (!first.equals(network)) {
      throw new IllegalArgumentException(
          "must begin with the first address of its range, %s/%d, was \"%s\""
              .formatted(first, prefix, value));
    }
  }

  public boolean contains(NetworkAddress address) {
    return first().shares(address, prefix());
  }

  /** The lowest address of the range. */
  public NetworkAddress first() {
    return network(value);
  }

  /** How many bits all addresses of the range begin with. */
  public int prefix() {
    return prefix(value, first());
  }

  private static NetworkAddress network(String value) {
    Matcher shape = SHAPE.matcher(value);
    NetworkAddress network = shape.matches() ? NetworkAddress.parse(shape.group(1)) : null;
    if (network == null) {
      throw new IllegalArgumentException(
          "must be an IP address or a range such as 10.0.0.0/8 or 2001:db8::/32, was \""
              + value
              + "\"");
    }
    return network;
  }

  private static int prefix(String value, NetworkAddress network) {
    int slash = value.indexOf('/');
    return slash < 0 ? network.bits() : Integer.parseInt(value.substring(slash + 1));
  }

  @Override
  public String toString() {
    return value;
  }
}
