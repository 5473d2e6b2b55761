package dev.parley.moderation;

import dev.parley.protocol.Tenant;
import dev.parley.session.AddressRange;
import dev.parley.session.NetworkAddress;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bans of ranges of addresses. A look costs one step for each length of prefix that is banned, not
 * for each ban. Safe for use by any thread; does not block.
 */
final class AddressBans {
  private final ConcurrentHashMap<Range, Sanction> bans = new ConcurrentHashMap<>();

  /** The lengths of all prefixes; a new array for each change. */
  private volatile int[] prefixes = {};

  // Guarded by this: how many bans have a prefix of that length.
  private final TreeMap<Integer, Integer> lengths = new TreeMap<>();

  private record Range(Tenant tenant, NetworkAddress first, int prefix) {
    static Range of(Tenant tenant, AddressRange addresses) {
      return new Range(tenant, addresses.first(), addresses.prefix());
    }
  }

  synchronized void put(Sanction ban, AddressRange addresses) {
    if (bans.put(Range.of(ban.subject().tenant(), addresses), ban) == null) {
      lengths.merge(addresses.prefix(), 1, Integer::sum);
      prefixes = lengths.keySet().stream().mapToInt(Integer::intValue).toArray();
    }
  }

  synchronized void remove(Sanction ban, AddressRange addresses) {
    Range range = Range.of(ban.subject().tenant(), addresses);
    Sanction present = bans.get(range);
    if (present != null && present.id().equals(ban.id())) {
      bans.remove(range);
      lengths.computeIfPresent(addresses.prefix(), (length, n) -> n == 1 ? null : n - 1);
      prefixes = lengths.keySet().stream().mapToInt(Integer::intValue).toArray();
    }
  }

  @Nullable Sanction of(Tenant tenant, AddressRange addresses) {
    return bans.get(Range.of(tenant, addresses));
  }

  /** One that is in force for who comes from there; null where none is, or it is no address. */
  @Nullable Sanction find(Tenant tenant, String address, Instant now) {
    int[] lengthsNow = prefixes;
    NetworkAddress from = lengthsNow.length == 0 ? null : NetworkAddress.parse(address);
    if (from == null) {
      return null;
    }
    for (int prefix : lengthsNow) {
      Sanction ban =
          prefix > from.bits() ? null : bans.get(new Range(tenant, from.first(prefix), prefix));
      if (ban != null && ban.isInForceAt(now)) {
        return ban;
      }
    }
    return null;
  }
}
