package dev.parley.dialect;

import dev.parley.identity.ContainerLogin;
import dev.parley.identity.Identity;
import dev.parley.identity.OriginPolicy;
import dev.parley.identity.account.Account;
import dev.parley.identity.apikey.ApiKey;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who has logged in to the server itself, as far as the configuration lets that count. Any page can
 * make a browser send such a login along, so the request must have an {@code Origin}, and an
 * allowed one. Keeps nothing. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class ServerLogin {
  private static final String GUEST_IDS = "guest-";

  private ContainerLogin settings;
  private OriginPolicy origins;
  private RequestSources sources;
  private Clock clock;

  @Inject
  public ServerLogin(
      ContainerLogin settings, OriginPolicy origins, RequestSources sources, Clock clock) {
    this.settings = settings;
    this.origins = origins;
    this.sources = sources;
    this.clock = clock;
  }

  protected ServerLogin() {} // for the container's proxy

  /**
   * As whom a request comes by such a login: refused as forbidden for its origin, as
   * unauthenticated for a name that is no user's; null where nobody has logged in, or where that
   * says nothing here.
   */
  public @Nullable Outcome<Identity> of(HttpServletRequest request) {
    Principal principal = settings.enabled() ? request.getUserPrincipal() : null;
    if (principal == null) {
      return null;
    }
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return forbidden(
          "Origin must be given where the server's own login says who you are, was missing");
    }
    if (!origins.allows(origin, sources.of(request).self())) {
      return forbidden(
          "Origin must be the server's own or a configured one, was " + JsonRefusal.shown(origin));
    }
    return identity(principal.getName(), request);
  }

  private Outcome<Identity> identity(String name, HttpServletRequest request) {
    UserId id = name.startsWith(GUEST_IDS) ? null : idOf(name);
    if (id == null || ApiKey.isServiceId(id) || Account.isAccountId(id)) {
      return Outcome.rejected(
          ErrorCode.UNAUTHENTICATED,
          "the login's name must be 1–128 printable characters and not begin with guest-,"
              + " service: or account:");
    }
    Predicate<String> has = request::isUserInRole;
    return Outcome.done(
        new Identity(
            id,
            UserName.fitting(name, name),
            settings.roles().stream().filter(has).collect(Collectors.toSet()),
            null,
            since(request)));
  }

  private static @Nullable UserId idOf(String name) {
    try {
      return new UserId(name);
    } catch (IllegalArgumentException noId) {
      return null;
    }
  }

  /** A login that lasts is as old as its session; one without a session is made anew each time. */
  private Instant since(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? clock.instant() : Instant.ofEpochMilli(session.getCreationTime());
  }

  private static Outcome<Identity> forbidden(String reason) {
    return Outcome.rejected(ErrorCode.FORBIDDEN, reason);
  }
}
