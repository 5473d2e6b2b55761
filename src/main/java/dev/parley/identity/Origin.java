package dev.parley.identity;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where a page came: scheme, host and port and nothing else (RFC 6454, sections 4 and 6.1).
 * The value is kept in one spelling, lower case and without the scheme's default port, so that
 * equal records are equal origins.
 *
 * <p>Throws {@link IllegalArgumentException} that names the offending and the expected value when
 * the text is no origin: it has a user, a path, even {@code /}, a wildcard, or is {@code null},
 * which is what a page of no certain origin sends.
 */
public record Origin(String value) {
  /** The longest value, in UTF-16 units: a host name of 255, and what stands around it. */
  private static final int MAX_LENGTH = 300;

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<scheme>[a-z][a-z0-9+.-]*)://"
              + "(?<host>[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?|\\[[0-9a-f:.]+])"
              + "(:(?<port>[1-9][0-9]{0,4}))?");

  private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

  public Origin {
    value = normalise(value);
  }

  private static String normalise(String text) {
    Matcher shape = SHAPE.matcher(text.length() > MAX_LENGTH ? "" : text.toLowerCase(Locale.ROOT));
    if (!shape.matches() || !text.chars().allMatch(c -> c < 0x80)) {
      throw new IllegalArgumentException(
          "must be scheme://host or scheme://host:port, nothing after it, was " + quote(text));
    }
    String scheme = shape.group("scheme");
    if (scheme.equals("ws") || scheme.equals("wss")) {
      throw new IllegalArgumentException(
          "must have the scheme of the page (http, https), not of the socket, was " + quote(text));
    }
    String port = shape.group("port");
    if (port == null || Integer.valueOf(port).equals(DEFAULT_PORTS.get(scheme))) {
      return scheme + "://" + shape.group("host");
    }
    if (Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("must have a port from 1 to 65535, was " + quote(text));
    }
    return scheme + "://" + shape.group("host") + ":" + port;
  }

  private static String quote(String text) {
    String shown = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "\ufffd");
    return shown.length() > 80 ? '"' + shown.substring(0, 80) + "…\"" : '"' + shown + '"';
  }

  @Override
  public String toString() {
    return value;
  }
}
