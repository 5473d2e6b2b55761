package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Who calls. A resource asks for it by {@code Caller.of(securityContext)}. */
public record Caller(Identity identity) implements Principal {

  /** The caller of the request; only where the resource is not {@link ForAnybody}. */
  public static Caller of(SecurityContext context) {
    if (context.getUserPrincipal() instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("nobody was asked who calls");
  }

  @Override
  public String getName() {
    return identity.id().value();
  }
}
