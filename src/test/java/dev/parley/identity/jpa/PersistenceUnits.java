package dev.parley.identity.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;

/** The unit of {@code persistence.xml} on either provider, without a container. */
enum PersistenceUnits {
  ECLIPSELINK("org.eclipse.persistence.jpa.PersistenceProvider"),
  HIBERNATE("org.hibernate.jpa.HibernatePersistenceProvider");

  private final String provider;

  PersistenceUnits(String provider) {
    this.provider = provider;
  }

  EntityManagerFactory on(DataSource database) {
    Map<String, Object> local = new HashMap<>();
    local.put("jakarta.persistence.provider", provider);
    local.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
    local.put("jakarta.persistence.jtaDataSource", null);
    local.put("jakarta.persistence.nonJtaDataSource", database);
    local.put("hibernate.type.json_format_mapper", new NoJson());
    local.put("eclipselink.session-name", name() + System.identityHashCode(database));
    local.put("eclipselink.logging.level", "OFF");
    return Persistence.createEntityManagerFactory("parley", local);
  }

  /** Else Hibernate looks for an implementation of JSON-B, since it sees the API. */
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
