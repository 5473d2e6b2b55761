package dev.parley.identity.account;

import dev.parley.protocol.Tenant;
import java.util.Optional;

/**
 * Which accounts there are.
 *
 * @param enabled whether accounts can sign in; if not, none is made either
 * @param first the account that a start makes where the tenant has none; empty: none is made
 * @param tenant whose that account is
 * @param reset the account that gets a one-time password at this start; empty: none
 * @param most accounts of one tenant; past it {@code limit-reached} (1 to 10,000)
 */
public record AccountSettings(
    boolean enabled,
    Optional<AccountName> first,
    Tenant tenant,
    Optional<AccountName> reset,
    int most) {
  public AccountSettings {
    if (most < 1 || most > 10_000) {
      throw new IllegalArgumentException("most must be 1 to 10000 accounts, was " + most);
    }
  }
}
