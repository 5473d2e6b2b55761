package dev.parley.identity.account;

import dev.parley.identity.Identity;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Instant;
import java.util.Set;

/**
 * Somebody who may sign in to the console by a password.
 *
 * @param tenant whose rooms and users it reaches
 * @param roles one or both of {@link #ROLES}
 * @param oneTime whether its password was made by the server and must be changed first
 */
public record Account(
    AccountName name, Tenant tenant, Set<String> roles, Instant createdAt, boolean oneTime) {
  public static final String ADMIN = "admin";
  public static final String MODERATOR = "moderator";

  /** Those that an account can have, and that let anybody into the console. */
  public static final Set<String> ROLES = Set.of(ADMIN, MODERATOR);

  /** What the user ids of accounts begin with; no token's subject may. */
  private static final String USER_ID_PREFIX = "account:";

  public Account {
    roles = Set.copyOf(roles);
    if (roles.isEmpty() || !ROLES.containsAll(roles)) {
      throw new IllegalArgumentException("roles must be one or both of admin, moderator");
    }
  }

  /** Whether only an account may have this id. */
  public static boolean isAccountId(UserId id) {
    return id.value().startsWith(USER_ID_PREFIX);
  }

  public UserId userId() {
    return new UserId(tenant, USER_ID_PREFIX + name);
  }

  /** As whom it acts from a sign-in on. */
  Identity identity(Instant signedInAt) {
    return new Identity(userId(), new UserName(name.value()), roles, null, signedInAt);
  }

  /** The same, with a password of its own choice. */
  Account settled() {
    return new Account(name, tenant, roles, createdAt, false);
  }

  /** The same, with a password that the server has made. */
  Account renewed() {
    return new Account(name, tenant, roles, createdAt, true);
  }
}
