// The server's rate limit, kept on this side, so that what can wait is not refused.

/** What a typing command costs of another (protocol, section 3.6). */
const TYPING_COST = 0.2;
/** This share of the burst is left to what the user does meanwhile. */
const RESERVE = 0.25;

/**
 * The token bucket of one connection, as the welcome describes it. A client that sends, is refused
 * and tries again would be taken for one that does not heed the limit, and closed.
 */
export class Pace {
  #rate = Infinity;
  #burst = Infinity;
  #tokens = Infinity;
  #at = 0;

  /** @param {{commandsPerSecond: number, commandBurst: number}} limits of a new connection */
  start({ commandsPerSecond, commandBurst }) {
    this.#rate = commandsPerSecond;
    this.#burst = commandBurst;
    this.#tokens = commandBurst;
    this.#at = Date.now();
  }

  /** @param {string} type of a command that was sent */
  spend(type) {
    this.#refill();
    this.#tokens -= type.startsWith('typing:') ? TYPING_COST : 1;
  }

  /** The server counts otherwise: nothing is left. */
  exhaust() {
    this.#refill();
    this.#tokens = Math.min(this.#tokens, 0);
  }

  /** For how many milliseconds a command that can wait should. */
  get waitMs() {
    this.#refill();
    const missing = Math.min(this.#burst, this.#burst * RESERVE + 1) - this.#tokens;
    return missing > 0 && this.#rate < Infinity ? Math.ceil((missing / this.#rate) * 1000) : 0;
  }

  #refill() {
    const now = Date.now();
    const earned = ((now - this.#at) / 1000) * this.#rate;
    if (this.#rate < Infinity) this.#tokens = Math.min(this.#burst, this.#tokens + earned);
    this.#at = now;
  }
}
