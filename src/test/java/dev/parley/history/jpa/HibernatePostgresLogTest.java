package dev.parley.history.jpa;

import java.nio.file.Path;

class HibernatePostgresLogTest extends StoredLogContract {
  @Override
  Provider provider() {
    return Provider.HIBERNATE;
  }

  @Override
  TestDatabase database(Path folder) {
    return TestDatabase.postgres();
  }
}
