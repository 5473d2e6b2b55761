package dev.parley.identity;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares whole origins: no suffixes, no patterns, no forwarded headers. */
public final class ExactOrigins implements OriginPolicy {
  private final Set<Origin> listed;

  public ExactOrigins(List<Origin> listed) {
    this.listed = Set.copyOf(listed);
  }

  @Override
  public boolean allows(@Nullable String origin, String self) {
    if (origin == null) {
      return true;
    }
    try {
      Origin page = new Origin(origin);
      return listed.contains(page) || page.equals(new Origin(self));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
