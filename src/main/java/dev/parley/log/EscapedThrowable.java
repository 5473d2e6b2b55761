package dev.parley.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What stands in the log for something thrown: its class, trace and causes, with the messages in
 * one line each. A message often repeats what a client sent, and the server's own formatter prints
 * it as it is.
 */
final class EscapedThrowable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String shown;

  private EscapedThrowable(String shown, StackTraceElement[] trace) {
    super(shown);
    this.shown = shown;
    setStackTrace(trace);
  }

  static EscapedThrowable of(Throwable thrown) {
    return of(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static EscapedThrowable of(Throwable thrown, Set<Throwable> seen) {
    seen.add(thrown);
    EscapedThrowable escaped = new EscapedThrowable(describe(thrown), thrown.getStackTrace());
    Throwable cause = thrown.getCause();
    if (cause != null && !seen.contains(cause)) {
      escaped.initCause(of(cause, seen));
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (!seen.contains(suppressed)) {
        escaped.addSuppressed(of(suppressed, seen));
      }
    }
    return escaped;
  }

  private static String describe(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getName();
    return message == null ? name : name + ": " + Line.escape(message, false);
  }

  /**
   * The original's text alone: a trace begins with it, and getMessage() would put this class's name
   * before it.
   */
  @SuppressWarnings("OverrideThrowableToString")
  @Override
  public String toString() {
    return shown;
  }
}
