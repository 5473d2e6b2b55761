package dev.parley.dialect.json.tyrus;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.reflect.Method;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Where Tyrus runs in a servlet container (Payara, GlassFish), it tells of a send as ended when it
 * has handed the frame to Grizzly, which keeps what the client does not read in a queue of its own:
 * by default four times the socket's send buffer, which may be ten megabytes a connection. With a
 * bound of nothing, what one write could not get rid of is all that waits there; the next send
 * waits in Tyrus until that has left, and ends only then.
 */
final class WriteBound {
  private static final String SERVLET_WRITER = "org.glassfish.tyrus.servlet.TyrusServletWriter";
  private static final int NOTHING = 0;

  private WriteBound() {}

  /**
   * A writer that is not the servlet container's tells truly of its sends, and is left as it is.
   * Returns Grizzly's connection, where there is one; to be kept, since the way to it may lead to
   * another's when this one has ended.
   */
  static @Nullable Object set(Writer writer) throws ReflectiveOperationException {
    if (!writer.getClass().getName().equals(SERVLET_WRITER)) {
      return null;
    }
    Object connection = grizzlyConnection(writer);
    connection
        .getClass()
        .getMethod("setMaxAsyncWriteQueueSize", int.class)
        .invoke(connection, NOTHING);
    return connection;
  }

  /** Ends Grizzly's connection, whatever waits to be written. */
  static void terminate(Object connection) throws ReflectiveOperationException {
    connection.getClass().getMethod("terminateSilently").invoke(connection);
  }

  private static Object grizzlyConnection(Writer writer) throws ReflectiveOperationException {
    try {
      WebConnection web = webConnection(known(writer, "tyrusHttpUpgradeHandler"));
      Object catalina = known(web.getOutputStream(), "ob");
      return known(known(catalina, "grizzlyOutputBuffer"), "connection");
    } catch (IOException closed) {
      throw new IllegalStateException(closed);
    }
  }

  /** The handler may be a proxy: asked for, not looked up. */
  private static WebConnection webConnection(Object upgrade) throws ReflectiveOperationException {
    for (Class<?> type = upgrade.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals("getWebConnection")
            && call(method, upgrade) instanceof WebConnection web) {
          return web;
        }
      }
    }
    throw new NoSuchMethodException(upgrade.getClass().getName() + ".getWebConnection");
  }

  private static @Nullable Object call(Method method, Object on)
      throws ReflectiveOperationException {
    method.setAccessible(true);
    return method.invoke(on);
  }

  private static Object known(Object of, String name) throws ReflectiveOperationException {
    Object value = TyrusSocket.valueOf(of, name);
    if (value == null) {
      throw new IllegalStateException(of.getClass().getName() + "." + name + " is null");
    }
    return value;
  }
}
