package dev.parley.identity;

import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserInfo;
import dev.parley.protocol.UserName;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who the server holds a client to be.
 *
 * @param roles what the token said; {@code guest} for guests
 * @param expiresAt when the proof runs out; {@code null} for guests
 * @param issuedAt when the proof was made; {@code null} where it does not say, and then none of
 *     those that a revocation spares
 */
public record Identity(
    UserId id,
    UserName name,
    Set<String> roles,
    @Nullable Instant expiresAt,
    @Nullable Instant issuedAt) {
  /** The role of those whom the server admitted without a token. */
  public static final String GUEST = "guest";

  public Identity {
    roles = Set.copyOf(roles);
  }

  /** By a proof that does not say when it was made. */
  public Identity(UserId id, UserName name, Set<String> roles, @Nullable Instant expiresAt) {
    this(id, name, roles, expiresAt, null);
  }

  /** Whose user it is; rooms and users of other tenants are not there for it. */
  public Tenant tenant() {
    return id.tenant();
  }

  public boolean isGuest() {
    return roles.contains(GUEST);
  }

  public boolean has(String role) {
    return roles.contains(role);
  }

  /** What others and the client itself see of it. */
  public UserInfo info() {
    return new UserInfo(id, name, java.util.List.copyOf(new TreeSet<>(roles)));
  }
}
