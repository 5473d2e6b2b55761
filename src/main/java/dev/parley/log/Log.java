package dev.parley.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The log of one class: lines of the form {@code event key=value key="quoted value"}, which a
 * machine can take apart and no value can forge (control characters are escaped, values cut at
 * {@link Line#MAX_VALUE} characters).
 *
 * <p>Safe for use by any thread; blocks as the server's own logging does. {@code pairs} are keys
 * and values in turn; a pair whose value is {@code null} is left out. Never give it a token or the
 * body of a message.
 */
public final class Log {
  private final Logger logger;

  private Log(Logger logger) {
    this.logger = logger;
  }

  /** The log under the class's name, by which the server's configuration sets its level. */
  public static Log of(Class<?> owner) {
    return new Log(System.getLogger(owner.getName()));
  }

  /** For those who look for a bug; off unless the server's configuration asks for it. */
  public void debug(String event, @Nullable Object... pairs) {
    write(Level.DEBUG, event, pairs);
  }

  /** Something worth knowing happened, as it should. */
  public void info(String event, @Nullable Object... pairs) {
    write(Level.INFO, event, pairs);
  }

  /** Something is not as it should be, and the server goes on without help. */
  public void warn(String event, @Nullable Object... pairs) {
    write(Level.WARNING, event, pairs);
  }

  /** As {@link #warn(String, Object...)}, with what was thrown. */
  public void warn(String event, Throwable thrown, @Nullable Object... pairs) {
    write(Level.WARNING, event, thrown, pairs);
  }

  /** Someone has to do something: a bug, or broken infrastructure. */
  public void error(String event, @Nullable Object... pairs) {
    write(Level.ERROR, event, pairs);
  }

  /** As {@link #error(String, Object...)}, with what was thrown. */
  public void error(String event, Throwable thrown, @Nullable Object... pairs) {
    write(Level.ERROR, event, thrown, pairs);
  }

  private void write(Level level, String event, @Nullable Object[] pairs) {
    if (logger.isLoggable(level)) {
      logger.log(level, Line.of(event, pairs));
    }
  }

  private void write(Level level, String event, Throwable thrown, @Nullable Object[] pairs) {
    if (logger.isLoggable(level)) {
      logger.log(level, Line.of(event, pairs), EscapedThrowable.of(thrown));
    }
  }
}
