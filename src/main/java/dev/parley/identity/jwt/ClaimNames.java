package dev.parley.identity.jwt;

/**
 * Where a token says who someone is. A name is that of a claim, or a path of names with dots into
 * nested claims, such as {@code realm_access.roles}; a claim that has the dots in its own name
 * comes first.
 *
 * @param id the text that becomes the user's id; a token without it is refused
 * @param name the text that others see; the id stands in for it
 * @param roles a list of texts, or one text with blanks between them; none where it is missing
 * @param rooms the rooms whose member the user is, written as {@code roles}; empty: it is not
 *     looked at
 * @param tenant the text that becomes the tenant, and without which a token is refused; empty: it
 *     is not looked at, and all users are of the one tenant that has no name
 */
public record ClaimNames(String id, String name, String roles, String rooms, String tenant) {
  public ClaimNames {
    require("id", id);
    require("name", name);
    require("roles", roles);
    if (!rooms.isEmpty()) {
      require("rooms", rooms);
    }
    if (!tenant.isEmpty()) {
      require("tenant", tenant);
    }
  }

  private static void require(String key, String name) {
    if (name.isBlank() || name.length() > 128) {
      throw new IllegalArgumentException(
          key + " must be the name of a claim, 1 to 128 characters, was \"" + name + '"');
    }
  }
}
