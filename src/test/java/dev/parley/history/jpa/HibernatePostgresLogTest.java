package dev.parley.history.jpa;

class HibernatePostgresLogTest extends PostgresLogContract {
  @Override
  Provider provider() {
    return Provider.HIBERNATE;
  }
}
