package dev.parley.identity.jpa;

import static dev.parley.history.jpa.MigratedDatabases.inTransaction;

import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;

/** Gives each call a transaction of its own, as {@code @Transactional} does in a container. */
class LocalSettingRows extends SettingRows {
  private final EntityManagerFactory unit;

  LocalSettingRows(EntityManagerFactory unit) {
    this.unit = unit;
  }

  @Override
  public Optional<String> find(String name) {
    return inTransaction(unit, em -> new SettingRows(em).find(name));
  }

  @Override
  public void insert(String name, String content) {
    inTransaction(
        unit,
        em -> {
          new SettingRows(em).insert(name, content);
          return null;
        });
  }
}
