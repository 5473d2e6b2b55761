package dev.parley.identity;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomPattern;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserInfo;
import dev.parley.protocol.UserName;
import java.time.Instant;
import java.util.List;
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
 * @param rooms the rooms whose member the token says the user to be
 */
public record Identity(
    UserId id,
    UserName name,
    Set<String> roles,
    @Nullable Instant expiresAt,
    @Nullable Instant issuedAt,
    List<RoomPattern> rooms) {
  /** The role of those whom the server admitted without a token. */
  public static final String GUEST = "guest";

  /** The role of the company's own services, which prove themselves by an API key. */
  public static final String SERVICE = "service";

  /** Roles that the server gives by itself: neither a token nor the container's login does. */
  public static final Set<String> OWN_ROLES = Set.of(GUEST, SERVICE);

  private static final String EVERYBODY = "*";
  private static final String EVERYBODY_BUT_GUESTS = "!" + GUEST;

  public Identity {
    roles = Set.copyOf(roles);
    rooms = List.copyOf(rooms);
  }

  /** Of a user whom the proof says to be no room's member. */
  public Identity(
      UserId id,
      UserName name,
      Set<String> roles,
      @Nullable Instant expiresAt,
      @Nullable Instant issuedAt) {
    this(id, name, roles, expiresAt, issuedAt, List.of());
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

  /**
   * Whether it is one of those named in the configuration: by a role, as {@code *} (everybody), or
   * as {@code !guest} (everybody but guests).
   */
  public boolean isOneOf(List<String> named) {
    return named.contains(EVERYBODY)
        || (named.contains(EVERYBODY_BUT_GUESTS) && !isGuest())
        || named.stream().anyMatch(this::has);
  }

  /** Whether the token says so; the room is of the same tenant. */
  public boolean isMemberOf(RoomName room) {
    return rooms.stream().anyMatch(pattern -> pattern.matches(room));
  }

  /** What others and the client itself see of it. */
  public UserInfo info() {
    return new UserInfo(id, name, List.copyOf(new TreeSet<>(roles)));
  }
}
