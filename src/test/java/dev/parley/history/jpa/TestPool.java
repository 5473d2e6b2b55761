package dev.parley.history.jpa;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections in front of a database that a test can take away: then, those that are open
 * break, and no new one is to be had.
 */
final class TestPool implements DataSource {
  private final DataSource database;
  private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean away;
  private volatile @Nullable String whenLent;

  TestPool(DataSource database) {
    this.database = database;
  }

  void takeAway() throws SQLException {
    away = true;
    idle.clear();
    for (Connection connection : open) {
      connection.abort(Runnable::run);
    }
    open.clear();
  }

  /** What each connection executes from now on before it is lent. */
  void whenLent(String sql) {
    whenLent = sql;
  }

  void bringBack() {
    away = false;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      throw new SQLException("the test took the database away", "08001");
    }
    Connection pooled = idle.poll();
    Connection connection = pooled != null ? pooled : database.getConnection();
    open.add(connection);
    prepare(connection);
    AtomicBoolean lent = new AtomicBoolean(true);
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("isClosed") && !lent.get()) {
                return true;
              }
              if (method.getName().equals("close")) {
                if (lent.getAndSet(false)) {
                  giveBack(connection);
                }
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  private void prepare(Connection connection) throws SQLException {
    String sql = whenLent;
    if (sql != null) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private void giveBack(Connection connection) throws SQLException {
    if (open.contains(connection) && !connection.isClosed()) {
      connection.setAutoCommit(true);
      idle.add(connection);
    }
  }

  void close() throws SQLException {
    takeAway();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return database.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    database.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    database.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return database.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return database.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return database.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return database.isWrapperFor(type);
  }
}
