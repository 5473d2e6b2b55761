package dev.parley.identity;

import java.util.List;

/**
 * Whether who has logged in to the server itself (form, OIDC, basic, as configured there) is let in
 * as that user.
 *
 * @param enabled false: such a login says nothing here
 * @param roles those that a user is asked to be in, since a server does not list them; the others
 *     are not looked at
 */
public record ContainerLogin(boolean enabled, List<String> roles) {
  public ContainerLogin {
    roles = List.copyOf(roles);
    for (String role : roles) {
      if (role.isBlank() || Identity.OWN_ROLES.contains(role) || role.equals("*")) {
        throw new IllegalArgumentException(
            "roles must be names of roles, not \"guest\", \"service\" or \"*\", was \""
                + role
                + '"');
      }
    }
  }
}
