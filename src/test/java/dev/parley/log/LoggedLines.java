package dev.parley.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.util.Throwables;

/** What is logged under a name until it is closed, stack traces included. */
public final class LoggedLines extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public LoggedLines(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
  }

  public List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(entry.getMessage());
    if (entry.getThrown() != null) {
      lines.add(Throwables.getStackTrace(entry.getThrown()));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
