package dev.parley.dialect;

import dev.parley.identity.Identity;
import dev.parley.identity.OriginPolicy;
import dev.parley.identity.account.ConsoleSession;
import dev.parley.identity.account.ConsoleSessions;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in to the console, by the cookie of the browser (RFC 6265): of this host and
 * application alone, for no script, on no request that another site has caused ({@code
 * SameSite=Strict}), and where the request came by TLS on such requests alone. Safe for use by any
 * thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class ConsoleCookie {
  private static final String NAME = "parley-console";

  private ConsoleSessions sessions;
  private OriginPolicy origins;
  private RequestSources sources;

  @Inject
  public ConsoleCookie(ConsoleSessions sessions, OriginPolicy origins, RequestSources sources) {
    this.sessions = sessions;
    this.origins = origins;
    this.sources = sources;
  }

  protected ConsoleCookie() {} // for the container's proxy

  /** Whose cookie the request has, which counts as a use; null where that is nobody's. */
  public @Nullable ConsoleSession session(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      ConsoleSession session =
          cookie.getName().equals(NAME) ? sessions.find(cookie.getValue()) : null;
      if (session != null) {
        return session;
      }
    }
    return null;
  }

  /**
   * As whom a handshake comes by the cookie; refused as unauthenticated where nobody is signed in,
   * as forbidden for its origin, which it must have, and where the password must be changed first.
   */
  public Outcome<Identity> ofHandshake(HttpServletRequest request) {
    ConsoleSession session = session(request);
    if (session == null) {
      return Outcome.rejected(
          ErrorCode.UNAUTHENTICATED, "nobody is signed in to the console in this browser");
    }
    if (request.getHeader("Origin") == null || !isOfAllowedOrigin(request)) {
      return Outcome.rejected(
          ErrorCode.FORBIDDEN,
          "Origin must be the server's own or a configured one where a cookie says who you are");
    }
    return session.mustChangePassword()
        ? Outcome.rejected(ErrorCode.FORBIDDEN, "the password must be changed first")
        : Outcome.done(session.identity());
  }

  /** Whether no page of another origin has sent the request; clients that are none send no such. */
  public boolean isOfAllowedOrigin(HttpServletRequest request) {
    return origins.allows(request.getHeader("Origin"), sources.of(request).self());
  }

  /** How the browser that has sent this request is to keep it; also once the request is gone. */
  public Attributes attributes(HttpServletRequest request) {
    boolean secure = sources.of(request).self().startsWith("https://");
    return new Attributes(
        "; Path=%s/; HttpOnly; SameSite=Strict%s"
            .formatted(request.getContextPath(), secure ? "; Secure" : ""));
  }

  /** What stands behind the cookie's value in {@code Set-Cookie}. */
  public record Attributes(String text) {
    /** The header by which the browser keeps the secret. */
    public String keep(String secret) {
      return NAME + "=" + secret + text;
    }

    /** The header by which the browser forgets what it keeps. */
    public String forget() {
      return NAME + "=" + text + "; Max-Age=0";
    }
  }
}
