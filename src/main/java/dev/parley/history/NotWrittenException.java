package dev.parley.history;

/**
 * A commit failed before it was under way: none of its entries was written. The message says why,
 * without what the entries say; the causes may repeat it, and must not be logged.
 */
public final class NotWrittenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotWrittenException(String why, Throwable cause) {
    super(why, cause);
  }
}
