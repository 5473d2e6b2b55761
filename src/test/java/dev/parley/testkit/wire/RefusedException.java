package dev.parley.testkit.wire;

/** The server answered the handshake with an HTTP status other than 101. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(int status, Throwable cause) {
    super("the handshake was answered with " + status, cause);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
