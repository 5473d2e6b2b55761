package dev.parley.dialect.rest;

import dev.parley.protocol.Detail;

/** Carries a problem out of where JAX-RS leaves no other way; {@link ProblemMapper} answers it. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  RefusedException(Detail refusal) {
    this(Problem.of(refusal));
  }

  Problem problem() {
    return problem;
  }
}
