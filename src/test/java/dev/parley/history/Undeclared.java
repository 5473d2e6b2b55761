package dev.parley.history;

/** Throws checked exceptions that no signature tells of, as transaction interceptors do. */
final class Undeclared {
  private Undeclared() {}

  /** Never returns. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Exception> RuntimeException raise(Exception failure) throws E {
    throw (E) failure;
  }
}
