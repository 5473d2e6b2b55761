package dev.parley.identity.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.util.Optional;
import java.util.function.Function;

/** Gives each call a transaction of its own, as {@code @Transactional} does in a container. */
class LocalSettingRows extends SettingRows {
  private final EntityManagerFactory unit;

  LocalSettingRows(EntityManagerFactory unit) {
    this.unit = unit;
  }

  @Override
  public Optional<String> find(String name) {
    return inTransaction(em -> new SettingRows(em).find(name));
  }

  @Override
  public void insert(String name, String content) {
    inTransaction(
        em -> {
          new SettingRows(em).insert(name, content);
          return null;
        });
  }

  private <T> T inTransaction(Function<EntityManager, T> work) {
    try (EntityManager em = unit.createEntityManager()) {
      EntityTransaction transaction = em.getTransaction();
      transaction.begin();
      try {
        T result = work.apply(em);
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }
}
