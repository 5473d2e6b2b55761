package dev.parley.dialect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a line of {@code Forwarded} says (RFC 7239, section 4), an element for each proxy. Quotes
 * are matched from the right, since the right-most element is the nearest proxy's own: what a
 * client has left open in its part does not reach into that. An element that is none by the
 * grammar, or has a parameter twice, says nothing. An address without its quotes is taken all the
 * same, as proxies write it.
 */
final class ForwardedElements {
  private static final Hop NOTHING = new Hop(null, null);
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*+(?:(?<name>[\\w!#$%&'*+.^`|~-]++)=(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\""
              + "|(?<bare>[^\\s\",;\\\\]*+)))?+\\s*+(?<end>;|$)");

  private ForwardedElements() {}

  /** In their order; of nothing one that says nothing. */
  static List<Hop> of(String line) {
    List<Hop> hops = new ArrayList<>();
    int end = line.length();
    boolean quoted = false;
    for (int i = end - 1; i >= 0; i--) {
      char c = line.charAt(i);
      if (c == '"' && !(quoted && isEscaped(line, i))) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        hops.add(hop(line.substring(i + 1, end)));
        end = i;
      }
    }
    hops.add(hop(line.substring(0, end)));
    Collections.reverse(hops);
    return hops;
  }

  /** Whether an odd number of backslashes stands before it. */
  private static boolean isEscaped(String line, int at) {
    int first = at;
    while (first > 0 && line.charAt(first - 1) == '\\') {
      first--;
    }
    return (at - first) % 2 == 1;
  }

  private static Hop hop(String element) {
    Map<String, String> parameters = parameters(element);
    if (parameters == null) {
      return NOTHING;
    }
    String node = parameters.get("for");
    return new Hop(node == null ? null : Hop.node(node), parameters.get("proto"));
  }

  private static @Nullable Map<String, String> parameters(String element) {
    Map<String, String> parameters = new HashMap<>();
    Matcher next = PARAMETER.matcher(element);
    while (next.lookingAt()) {
      String name = next.group("name");
      if (name != null && parameters.put(name.toLowerCase(Locale.ROOT), value(next)) != null) {
        return null;
      }
      if (next.group("end").isEmpty()) {
        return parameters;
      }
      next.region(next.end(), element.length());
    }
    return null;
  }

  private static String value(Matcher parameter) {
    String quoted = parameter.group("quoted");
    return quoted == null ? parameter.group("bare") : quoted.replaceAll("\\\\(.)", "$1");
  }
}
