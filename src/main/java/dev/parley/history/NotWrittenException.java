package dev.parley.history;

/** A commit failed before it was under way: none of its entries was written. */
public final class NotWrittenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotWrittenException(Throwable cause) {
    super("none of the entries was written", cause);
  }
}
