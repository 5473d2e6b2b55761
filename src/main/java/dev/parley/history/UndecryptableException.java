package dev.parley.history;

/**
 * What stands encrypted in the database cannot be read: the keyset lacks its key, or it is not what
 * was written there. The message tells which, and neither text nor key.
 */
public final class UndecryptableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndecryptableException(String message) {
    super(message);
  }
}
