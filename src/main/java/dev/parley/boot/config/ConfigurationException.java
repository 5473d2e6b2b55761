package dev.parley.boot.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration cannot be used, and the server does not start; the message names every bad
 * value.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // every list that gets here is List.copyOf's
  private final List<Problem> problems;

  ConfigurationException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> "\n  " + problem)
            .collect(
                Collectors.joining(
                    "", "Parley does not start, its configuration has bad values:", "")));
    this.problems = List.copyOf(problems);
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }
}
