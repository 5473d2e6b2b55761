package dev.parley.blackbox;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server for all tests of a JVM whose tokens name a tenant. */
final class RightsGateway {
  private RightsGateway() {}

  static GatewayServer get() {
    return Started.SERVER;
  }

  /** A user of a tenant who has been welcomed. */
  static WireClient user(Visitors visitors, String tenant, String id, String... roles) {
    return visitors.closing(
        visitors.handshake().bearer(token(tenant, id, Map.of("roles", List.of(roles)))).enter());
  }

  static String token(String tenant, String id, Map<String, ?> claims) {
    return SignedTokens.with(id, id, tenant.isEmpty() ? claims : with(claims, tenant));
  }

  private static Map<String, Object> with(Map<String, ?> claims, String tenant) {
    Map<String, Object> more = new HashMap<>(claims);
    more.put("org", Map.of("id", tenant));
    return more;
  }

  private static final class Started {
    static final GatewayServer SERVER =
        GatewayServer.start(
            SharedGateway.options()
                .with("parley.identity.tokens.claims.tenant", "org.id")
                .with("parley.identity.tokens.claims.rooms", "rooms")
                .with(
                    "parley.room.policies",
                    "[{rooms = \"team:*\", kind = private, max-members = 3},"
                        + " {rooms = \"hidden:*\", join = [staff], see = [auditor]},"
                        + " {rooms = \"vault:*\", kind = private, see = [auditor]},"
                        + " {rooms = \"closed:*\", create = false},"
                        + " {rooms = \"archive:*\", kind = read-only},"
                        + " {rooms = \"news:*\", kind = announcement, announce = [press]},"
                        + " {rooms = \"forum:*\", speak = [\"!guest\"], invitations = true},"
                        + " {rooms = \"quiet:*\", emit = [robot]}]")
                .with("parley.session.resume", "5s")
                .with("parley.rate.commands-per-second", "500")
                .with("parley.rate.burst", "1000"));
  }
}
