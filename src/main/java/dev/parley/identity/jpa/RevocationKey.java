package dev.parley.identity.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of a revocation: the user's tenant and id. */
public class RevocationKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String tenant;
  private String userId;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  public RevocationKey() {}

  @Override
  public boolean equals(Object other) {
    return other instanceof RevocationKey key
        && key.tenant.equals(tenant)
        && key.userId.equals(userId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenant, userId);
  }
}
