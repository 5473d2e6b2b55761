package dev.parley.dialect;

import dev.parley.session.NetworkAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy said of who asked it; each part null where it is missing or none.
 *
 * @param address who asked
 * @param scheme by which scheme, as it was written
 */
record Hop(@Nullable NetworkAddress address, @Nullable String scheme) {
  /** An address, IPv6 in brackets where a port follows, and a port that is not looked at. */
  private static final Pattern NODE =
      Pattern.compile("\\[(?<v6>[^\\]]+)](?::\\d{1,5})?|(?<v4>[0-9.]+)(?::\\d{1,5})?");

  /** An element of {@code Forwarded} (RFC 7239, section 4). */
  static Hop forwarded(String element) {
    NetworkAddress address = null;
    String scheme = null;
    for (String pair : element.split(";", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      if (name.equals("for")) {
        address = node(unquoted(pair.substring(equals + 1)));
      } else if (name.equals("proto")) {
        scheme = unquoted(pair.substring(equals + 1));
      }
    }
    return new Hop(address, scheme);
  }

  /** The address of a node (RFC 7239, section 6); null for "unknown", hidden ones and all else. */
  static @Nullable NetworkAddress node(String node) {
    Matcher shape = NODE.matcher(node);
    if (!shape.matches()) {
      return NetworkAddress.parse(node); // IPv6 without brackets, as X-Forwarded-For has it
    }
    return NetworkAddress.parse(shape.group("v6") == null ? shape.group("v4") : shape.group("v6"));
  }

  private static String unquoted(String value) {
    String bare = value.strip();
    boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
    return quoted ? bare.substring(1, bare.length() - 1) : bare;
  }
}
