package dev.parley.dialect;

import dev.parley.session.AddressRange;
import dev.parley.session.NetworkAddress;
import java.util.List;

/**
 * How requests come in.
 *
 * @param trustedProxies from where it is believed for whom a request was forwarded; nobody where
 *     empty
 * @param forwardedHeader the one header that is looked at then
 */
public record HttpSettings(List<AddressRange> trustedProxies, ForwardedHeader forwardedHeader) {
  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }

  boolean trusts(NetworkAddress address) {
    return trustedProxies.stream().anyMatch(range -> range.contains(address));
  }
}
