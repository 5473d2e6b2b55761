package dev.parley.identity.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.parley.identity.Identity;
import dev.parley.protocol.RoomPattern;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes who someone is from the claims of a token whose signature has been checked. */
final class ClaimReader {
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final ClaimNames names;

  ClaimReader(ClaimNames names) {
    this.names = names;
  }

  /** Empty where a claim is looked at and missing, no text, or no tenant's name. */
  Optional<Tenant> tenant(JWTClaimsSet claims) {
    if (names.tenant().isEmpty()) {
      return Optional.of(Tenant.NONE);
    }
    try {
      return claim(claims, names.tenant()) instanceof String tenant && !tenant.isEmpty()
          ? Optional.of(new Tenant(tenant))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Empty where the claim is missing, no text, or no user id. */
  Optional<UserId> id(JWTClaimsSet claims) {
    try {
      return claim(claims, names.id()) instanceof String id
          ? Optional.of(new UserId(id))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The name, made to fit: the holder of a token cannot mend what the issuer wrote. */
  UserName name(JWTClaimsSet claims, UserId id) {
    String name = claim(claims, names.name()) instanceof String text ? text : "";
    return UserName.fitting(name, id.value());
  }

  /**
   * The roles but {@code guest} and {@code service}, which are the server's own to give; empty
   * where the claim has another form.
   */
  Optional<Set<String>> roles(JWTClaimsSet claims) {
    return texts(claim(claims, names.roles())).map(ClaimReader::cleaned);
  }

  /** Empty where the claim is looked at and has another form, or a text in it is no pattern. */
  Optional<List<RoomPattern>> rooms(JWTClaimsSet claims) {
    if (names.rooms().isEmpty()) {
      return Optional.of(List.of());
    }
    try {
      return texts(claim(claims, names.rooms()))
          .map(texts -> texts.stream().map(RoomPattern::new).toList());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The texts of a list, or those between the blanks of one; none of what is missing. */
  private static Optional<List<String>> texts(@Nullable Object claim) {
    if (claim == null) {
      return Optional.of(List.of());
    }
    if (claim instanceof String text) {
      return Optional.of(BLANKS.splitAsStream(text).filter(part -> !part.isEmpty()).toList());
    }
    if (claim instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return Optional.of(list.stream().map(String.class::cast).toList());
    }
    return Optional.empty();
  }

  private static Set<String> cleaned(List<String> roles) {
    Set<String> cleaned = new TreeSet<>();
    for (String role : roles) {
      String plain = UNPRINTABLE.matcher(role).replaceAll("").strip();
      if (!plain.isEmpty() && !Identity.OWN_ROLES.contains(plain)) {
        cleaned.add(plain);
      }
    }
    return cleaned;
  }

  private static @Nullable Object claim(JWTClaimsSet claims, String path) {
    Object whole = claims.getClaim(path);
    if (whole != null) {
      return whole;
    }
    Object found = claims.getClaims();
    for (String name : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return found;
  }
}
