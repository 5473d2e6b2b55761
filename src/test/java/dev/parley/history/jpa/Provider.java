package dev.parley.history.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;

/** A persistence provider that runs the unit of {@code persistence.xml} without a container. */
public enum Provider {
  ECLIPSELINK("org.eclipse.persistence.jpa.PersistenceProvider"),
  HIBERNATE("org.hibernate.jpa.HibernatePersistenceProvider");

  private final String className;

  Provider(String className) {
    this.className = className;
  }

  /** A unit of its own on this database, with transactions that its user begins and ends. */
  public EntityManagerFactory unit(DataSource dataSource) {
    Map<String, Object> local = new HashMap<>();
    local.put("jakarta.persistence.provider", className);
    local.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
    local.put("jakarta.persistence.jtaDataSource", null);
    local.put("jakarta.persistence.nonJtaDataSource", dataSource);
    local.put("hibernate.type.json_format_mapper", new NoJson());
    local.put("eclipselink.session-name", "test-" + System.identityHashCode(dataSource));
    local.put("eclipselink.logging.level", "OFF");
    return Persistence.createEntityManagerFactory("parley", local);
  }

  /**
   * No column holds JSON. Without this, Hibernate looks for an implementation of JSON-B, as it
   * finds the API on the path.
   */
  private static final class NoJson implements FormatMapper {
    @Override
    public <T> T fromString(CharSequence text, JavaType<T> type, WrapperOptions options) {
      throw new UnsupportedOperationException("no column holds JSON");
    }

    @Override
    public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
      throw new UnsupportedOperationException("no column holds JSON");
    }
  }
}
