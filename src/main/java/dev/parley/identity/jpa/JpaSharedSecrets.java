package dev.parley.identity.jpa;

import dev.parley.identity.SharedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Secrets in the table {@code setting}. Of several nodes that start together on an empty table the
 * primary key lets one insert; the others read what it has inserted.
 */
@ApplicationScoped
public class JpaSharedSecrets implements SharedSecrets {
  private SettingRows rows;

  /** For the container's proxy alone. */
  @SuppressWarnings("NullAway")
  protected JpaSharedSecrets() {}

  @Inject
  public JpaSharedSecrets(SettingRows rows) {
    this.rows = rows;
  }

  @Override
  public String keep(String name, String proposed) {
    return rows.find(name).orElseGet(() -> insertOrFind(name, proposed));
  }

  private String insertOrFind(String name, String proposed) {
    try {
      rows.insert(name, proposed);
      return proposed;
    } catch (RuntimeException failure) {
      // providers differ in what they throw for a key that is there; whether it is tells them apart
      Optional<String> others = findAfter(failure, name);
      return others.orElseThrow(() -> failure);
    }
  }

  private Optional<String> findAfter(RuntimeException failure, String name) {
    try {
      return rows.find(name);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
      return Optional.empty();
    }
  }
}
