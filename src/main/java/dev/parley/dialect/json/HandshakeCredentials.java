package dev.parley.dialect.json;

import dev.parley.dialect.ConsoleCookie;
import dev.parley.dialect.ServerLogin;
import dev.parley.identity.Guests;
import dev.parley.identity.Identity;
import dev.parley.identity.Tickets;
import dev.parley.identity.TokenVerifier;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * With what a handshake says who its client is (protocol, section 1.1): a token in {@code
 * Authorization} or among the subprotocols, a ticket, a guest's name, the cookie of the console, or
 * the login of the container. Keeps nothing of it. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class HandshakeCredentials {
  private static final String BEARER = "Bearer ";

  private TokenVerifier tokens;
  private Tickets tickets;
  private Guests guests;
  private ConsoleCookie cookie;
  private ServerLogin login;

  @Inject
  public HandshakeCredentials(
      TokenVerifier tokens,
      Tickets tickets,
      Guests guests,
      ConsoleCookie cookie,
      ServerLogin login) {
    this.tokens = tokens;
    this.tickets = tickets;
    this.guests = guests;
    this.cookie = cookie;
    this.login = login;
  }

  protected HandshakeCredentials() {} // for the container's proxy

  /**
   * Whether the client may come in, and as whom.
   *
   * @param use false where nobody comes in by this request: a ticket goes on to count then
   */
  Verdict judge(HttpServletRequest request, boolean use) {
    List<String> offered = bearers(request);
    String authorization = request.getHeader("Authorization");
    boolean bearer =
        authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String ticket = parameter(request, "ticket");
    boolean console = "true".equals(parameter(request, "console"));
    if (offered.size() + (bearer ? 1 : 0) + (ticket == null ? 0 : 1) + (console ? 1 : 0) > 1) {
      return refused(
          "say once who you are: by Authorization, a bearer subprotocol, a ticket or console=true");
    }
    if (bearer) {
      return Verdict.of(tokens.verify(authorization.substring(BEARER.length()).trim()));
    }
    if (ticket != null) {
      return now(use ? tickets.redeem(ticket) : tickets.look(ticket));
    }
    if (!offered.isEmpty()) {
      return subprotocols(request).contains(Subprotocols.NAME)
          ? Verdict.of(tokens.verify(offered.get(0)))
          : refused("Sec-WebSocket-Protocol must offer parley as well, was a bearer alone");
    }
    if (console) {
      return now(cookie.ofHandshake(request));
    }
    String name = parameter(request, "name");
    return name == null ? login(request) : guest(name);
  }

  private Verdict guest(String name) {
    try {
      UserName wanted = new UserName(URLDecoder.decode(name, StandardCharsets.UTF_8));
      return now(guests.admit(wanted));
    } catch (IllegalArgumentException refused) {
      return refused("name " + refused.getMessage());
    }
  }

  private Verdict login(HttpServletRequest request) {
    Outcome<Identity> said = login.of(request);
    return said == null ? Verdict.STRANGER : now(said);
  }

  private static List<String> bearers(HttpServletRequest request) {
    return subprotocols(request).stream()
        .filter(offered -> offered.startsWith(Subprotocols.BEARER))
        .map(offered -> offered.substring(Subprotocols.BEARER.length()))
        .toList();
  }

  private static List<String> subprotocols(HttpServletRequest request) {
    List<String> all = new ArrayList<>();
    for (String line : Collections.list(request.getHeaders("Sec-WebSocket-Protocol"))) {
      for (String offered : line.split(",", -1)) {
        all.add(offered.strip());
      }
    }
    return all;
  }

  /** A query parameter as it was sent: servers differ in the charset they would decode it from. */
  static @Nullable String parameter(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return null;
  }

  private static Verdict now(Outcome<Identity> outcome) {
    return Verdict.of(CompletableFuture.completedFuture(outcome));
  }

  private static Verdict refused(String reason) {
    return Verdict.refused(HttpServletResponse.SC_BAD_REQUEST, reason);
  }
}
