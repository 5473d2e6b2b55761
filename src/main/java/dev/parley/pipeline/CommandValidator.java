package dev.parley.pipeline;

import dev.parley.protocol.Command;
import dev.parley.protocol.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;

/** Holds commands against their Bean Validation constraints. Safe for use by any thread. */
@ApplicationScoped
public class CommandValidator {
  private final Validator validator;

  @Inject
  public CommandValidator(Validator validator) {
    this.validator = validator;
  }

  @SuppressWarnings("NullAway")
  protected CommandValidator() { // for the container's proxy
    this(null);
  }

  /** What is wrong with the command, by path; empty when nothing is. */
  public List<Violation> violations(Command command) {
    return validator.validate(command).stream()
        .map(found -> new Violation(found.getPropertyPath().toString(), found.getMessage()))
        .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message))
        .toList();
  }
}
