package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.identity.apikey.ApiKey;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a user by a token or a sign-in to the console, or a service by an API key. A resource
 * asks for it by {@code Caller.of(securityContext)}.
 *
 * @param key null where it is a user
 * @param byConsole whether the cookie of the console proved who calls
 */
public record Caller(Identity identity, @Nullable ApiKey key, boolean byConsole)
    implements Principal {
  static Caller user(Identity identity) {
    return new Caller(identity, null, false);
  }

  static Caller console(Identity identity) {
    return new Caller(identity, null, true);
  }

  static Caller service(ApiKey key) {
    return new Caller(key.identity(), key, false);
  }

  /** The caller of the request; only where the resource is not {@link ForAnybody}. */
  public static Caller of(SecurityContext context) {
    if (context.getUserPrincipal() instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("nobody was asked who calls");
  }

  /** The key of the service that calls; only where the resource is {@link ForServices} alone. */
  static ApiKey keyOf(SecurityContext context) {
    ApiKey key = of(context).key();
    if (key == null) {
      throw new IllegalStateException("a user has come where only services may");
    }
    return key;
  }

  @Override
  public String getName() {
    return identity.id().value();
  }
}
