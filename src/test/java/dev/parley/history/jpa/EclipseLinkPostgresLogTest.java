package dev.parley.history.jpa;

import java.nio.file.Path;

class EclipseLinkPostgresLogTest extends StoredLogContract {
  @Override
  Provider provider() {
    return Provider.ECLIPSELINK;
  }

  @Override
  TestDatabase database(Path folder) {
    return TestDatabase.postgres();
  }
}
