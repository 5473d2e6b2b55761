package dev.parley.dialect.json;

/**
 * What {@code Sec-WebSocket-Protocol} may offer (RFC 6455, section 1.9): the dialect's own name,
 * and beside it a token, which is read and never chosen, so that no answer repeats it.
 */
final class Subprotocols {
  /** Chosen where it is offered. */
  static final String NAME = "parley";

  /** Before a token. */
  static final String BEARER = "bearer.";

  private Subprotocols() {}
}
