package dev.parley.history;

/**
 * The log cannot be reached now (the database is away or refuses); trying again later mostly helps.
 */
public final class LogUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogUnavailableException(String message) {
    super(message);
  }

  public LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether trying again will not help, as what is asked for cannot be decrypted. */
  public boolean isForGood() {
    return getCause() instanceof UndecryptableException;
  }
}
