package dev.parley.history;

/** An error that fails whoever wants to log it, as one of class loading may. */
public final class Unprintable extends Error {
  private static final long serialVersionUID = 1L;

  @Override
  public String getMessage() {
    throw new NoClassDefFoundError("what it would take to say it");
  }
}
