package dev.parley.dialect;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * From where a request came.
 *
 * @param address the client's network address
 * @param self scheme, host and port by which the client asked for this server; what the client says
 *     in {@code Host} is not checked
 */
public record RequestSource(String address, String self) {
  /** As the server sees it, whatever the request says. */
  static RequestSource of(HttpServletRequest request, String address) {
    String name = request.getServerName();
    boolean bare = name.indexOf(':') >= 0 && !name.startsWith("["); // Undertow strips the brackets
    String host = bare ? "[" + name + "]" : name;
    return new RequestSource(
        address, request.getScheme() + "://" + host + ":" + request.getServerPort());
  }

  /** As a trusted proxy says; its scheme may be null. */
  static RequestSource of(HttpServletRequest request, String address, @Nullable String scheme) {
    String host = request.getHeader("Host"); // the server fills a port in by its own scheme
    return scheme == null || host == null
        ? of(request, address)
        : new RequestSource(address, scheme + "://" + host);
  }
}
