package dev.parley.dialect;

import dev.parley.session.NetworkAddress;
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

  /** The address of a node (RFC 7239, section 6); null for "unknown", hidden ones and all else. */
  static @Nullable NetworkAddress node(String node) {
    Matcher shape = NODE.matcher(node);
    if (!shape.matches()) {
      return NetworkAddress.parse(node); // IPv6 without brackets, as X-Forwarded-For has it
    }
    return NetworkAddress.parse(shape.group("v6") == null ? shape.group("v4") : shape.group("v6"));
  }
}
