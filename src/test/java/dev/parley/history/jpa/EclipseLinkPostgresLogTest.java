package dev.parley.history.jpa;

class EclipseLinkPostgresLogTest extends PostgresLogContract {
  @Override
  Provider provider() {
    return Provider.ECLIPSELINK;
  }
}
