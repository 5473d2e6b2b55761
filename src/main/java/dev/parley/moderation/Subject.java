package dev.parley.moderation;

import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import org.jspecify.annotations.Nullable;

/** On whom a sanction is imposed. */
public sealed interface Subject {
  /** Whose users it concerns. */
  Tenant tenant();

  /** The one user; null where it is not one. */
  default @Nullable UserId user() {
    return null;
  }

  /** From where those come whom it concerns; null where it is one user. */
  default @Nullable AddressRange addresses() {
    return null;
  }

  /** One user, from wherever. */
  record One(UserId user) implements Subject {
    @Override
    public Tenant tenant() {
      return user.tenant();
    }
  }

  /** Every user of the tenant who comes from there. */
  record From(Tenant tenant, AddressRange addresses) implements Subject {}
}
