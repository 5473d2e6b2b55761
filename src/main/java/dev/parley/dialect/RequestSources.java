package dev.parley.dialect;

import dev.parley.session.NetworkAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from where a request came. What a request says of it counts only where it comes from a
 * configured proxy, and then as far as it was such proxies that said it: the right-most address
 * that is none of theirs is the client's. Where a proxy says no address, the client has the
 * proxy's. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class RequestSources {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private HttpSettings settings;

  @Inject
  public RequestSources(HttpSettings settings) {
    this.settings = settings;
  }

  protected RequestSources() {} // for the container's proxy

  public RequestSource of(HttpServletRequest request) {
    String given = request.getRemoteAddr();
    NetworkAddress peer = NetworkAddress.parse(given);
    if (peer == null) {
      return RequestSource.of(request, given);
    }
    if (!settings.trusts(peer)) {
      return RequestSource.of(request, peer.toString());
    }
    Hop client =
        settings.forwardedHeader() == ForwardedHeader.FORWARDED
            ? forwarded(request, peer)
            : xForwarded(request, peer);
    return RequestSource.of(request, String.valueOf(client.address()), scheme(client.scheme()));
  }

  private Hop forwarded(HttpServletRequest request, NetworkAddress proxy) {
    Stream<String> lines = Collections.list(request.getHeaders("Forwarded")).stream();
    List<Hop> hops = lines.map(ForwardedElements::of).flatMap(List::stream).toList();
    return client(new Hop(proxy, null), hops);
  }

  /** There is one scheme for all hops; the last, if a proxy has added its own to the client's. */
  private Hop xForwarded(HttpServletRequest request, NetworkAddress proxy) {
    List<String> schemes = values(request, "X-Forwarded-Proto");
    String scheme = schemes.isEmpty() ? null : schemes.get(schemes.size() - 1);
    List<Hop> hops =
        values(request, "X-Forwarded-For").stream()
            .map(node -> new Hop(Hop.node(node), scheme))
            .toList();
    return client(new Hop(proxy, scheme), hops);
  }

  private Hop client(Hop proxy, List<Hop> hops) {
    Hop client = proxy;
    for (int i = hops.size() - 1; i >= 0; i--) {
      NetworkAddress address = hops.get(i).address();
      if (address == null) {
        return client;
      }
      client = hops.get(i);
      if (!settings.trusts(address)) {
        return client;
      }
    }
    return client;
  }

  /** Of all lines, in their order. */
  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header)).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static @Nullable String scheme(@Nullable String said) {
    String lower = said == null ? "" : said.toLowerCase(Locale.ROOT);
    return SCHEMES.contains(lower) ? lower : null;
  }
}
