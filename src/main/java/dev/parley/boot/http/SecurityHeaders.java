package dev.parley.boot.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The headers that every answer over HTTP carries: a content security policy that admits only what
 * Parley itself serves, no inline script or style and nothing from elsewhere, and Trusted Types. A
 * page is always asked for anew, so that an upgrade is seen at once. Pages of any origin may import
 * the client library, which is the same for everybody; nothing else.
 */
public class SecurityHeaders extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final String LIBRARY = "/client/";
  private static final String CONSOLE = "/admin/";
  private static final String CONTENT_SECURITY_POLICY = policy("'none'");

  /** Its templates are made into elements by lit-html, under a policy of that name. */
  private static final String CONSOLES_POLICY = policy("lit-html");

  private static String policy(String trustedTypes) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types " + trustedTypes);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean console = path(request).startsWith(CONSOLE);
    response.setHeader(
        "Content-Security-Policy", console ? CONSOLES_POLICY : CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (path(request).startsWith(LIBRARY)) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    } else {
      response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
    response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    response.setHeader("Cache-Control", "no-cache");
    chain.doFilter(request, response);
  }

  /**
   * The address within the application (Servlet 6.0, 3.5). Which of the two has it depends on how
   * the server maps its own servlet for files: Open Liberty's has nothing in the first.
   */
  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }
}
