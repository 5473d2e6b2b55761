package dev.parley.protocol;

/**
 * What constraints say to clients: the same whatever the server's language, naming what was
 * expected and, where that is a number, what was given.
 */
final class Expected {
  static final String GIVEN = "must be given";
  static final String NOT_EMPTY = "must not be empty";
  static final String POSITIVE = "must be 1 or more, was ${validatedValue}";
  static final String NOT_NEGATIVE = "must be 0 or more, was ${validatedValue}";
  static final String UP_TO_1000 = "must be 0 to 1000, was ${validatedValue}";
  static final String FROM_1_TO_1000 = "must be 1 to 1000, was ${validatedValue}";
  static final String FROM_1_TO_60000 = "must be 1 to 60000, was ${validatedValue}";
  static final String LENGTH = "must have at most {max} characters";

  private Expected() {}
}
