package dev.parley.dialect.json;

import dev.parley.identity.Guests;
import dev.parley.identity.Identity;
import dev.parley.identity.OriginPolicy;
import dev.parley.identity.TokenVerifier;
import dev.parley.log.Log;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserName;
import dev.parley.session.Sessions;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the upgrade (protocol, section 1): a foreign origin, a token that proves nothing
 * and a full server get an HTTP status and no connection. It neither reads nor keeps anything of
 * the token but what it proves.
 */
@WebFilter(urlPatterns = JsonEndpoint.PATH, asyncSupported = true)
public class HandshakeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Log LOG = Log.of(HandshakeFilter.class);
  private static final int TOO_MANY_REQUESTS = 429; // RFC 6585, section 4
  private static final String BEARER = "Bearer ";
  private static final String RETRY_AFTER_SECONDS = "5";

  @Inject private transient OriginPolicy origins;
  @Inject private transient TokenVerifier tokens;
  @Inject private transient Guests guests;
  @Inject private transient Sessions sessions;

  /** An HTTP status and why, or the identity that was proven, if any was given. */
  private record Verdict(int status, String reason, @Nullable Identity identity) {
    static Verdict refused(int status, String reason) {
      return new Verdict(status, reason, null);
    }
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Verdict verdict = judge(request);
    if (verdict.status() != HttpServletResponse.SC_OK) {
      refuse(request, response, verdict);
      return;
    }
    boolean batch = "true".equals(parameter(request, "batch"));
    Handshake.CURRENT.set(new Handshake(request.getRemoteAddr(), batch, verdict.identity()));
    try {
      chain.doFilter(request, response);
    } finally {
      Handshake.CURRENT.remove();
    }
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, Verdict verdict)
      throws IOException {
    LOG.info(
        "upgrade-refused",
        "address",
        request.getRemoteAddr(),
        "status",
        verdict.status(),
        "reason",
        verdict.reason());
    if (verdict.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Bearer");
    } else if (verdict.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE
        || verdict.status() == TOO_MANY_REQUESTS) {
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    response.sendError(verdict.status(), verdict.reason());
  }

  private Verdict judge(HttpServletRequest request) {
    if (!origins.allows(request.getHeader("Origin"), self(request))) {
      return Verdict.refused(HttpServletResponse.SC_FORBIDDEN, "this origin may not connect");
    }
    return switch (sessions.admission(request.getRemoteAddr())) {
      case ADMITTED -> identify(request);
      case ADDRESS_FULL ->
          Verdict.refused(TOO_MANY_REQUESTS, "too many connections from this address");
      case NODE_FULL ->
          Verdict.refused(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the node is full");
    };
  }

  private Verdict identify(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return verdict(tokens.verify(authorization.substring(BEARER.length()).trim()));
    }
    try {
      String name = parameter(request, "name");
      if (name == null) {
        return new Verdict(HttpServletResponse.SC_OK, "", null);
      }
      return verdict(guests.admit(new UserName(URLDecoder.decode(name, StandardCharsets.UTF_8))));
    } catch (IllegalArgumentException refused) {
      return Verdict.refused(HttpServletResponse.SC_BAD_REQUEST, "name " + refused.getMessage());
    }
  }

  /** A query parameter as it was sent: servers differ in the charset they would decode it from. */
  private static @Nullable String parameter(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return null;
  }

  private static Verdict verdict(Outcome<Identity> outcome) {
    return outcome.fold(
        identity -> new Verdict(HttpServletResponse.SC_OK, "", identity),
        detail -> Verdict.refused(HttpServletResponse.SC_UNAUTHORIZED, detail.message()));
  }

  private static String self(HttpServletRequest request) {
    String name = request.getServerName();
    boolean bare = name.indexOf(':') >= 0 && !name.startsWith("["); // Undertow strips the brackets
    String host = bare ? "[" + name + "]" : name;
    return request.getScheme() + "://" + host + ":" + request.getServerPort();
  }
}
