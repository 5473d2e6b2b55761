// How long to wait before trying again.

/** Refusals that end when they say. */
const EXACT = new Set(['rate-limited', 'slow-mode']);

/**
 * Exponential back-off with full jitter: uniform between 0 and `base · 2^attempt`, capped. Clients
 * that lost the same server at the same moment come back spread over the whole interval.
 */
export class Backoff {
  #attempt = 0;
  #baseMs;
  #capMs;

  /**
   * @param {number} baseMs
   * @param {number} capMs
   */
  constructor(baseMs, capMs) {
    this.#baseMs = baseMs;
    this.#capMs = capMs;
  }

  /** How many waits there were since the last reset. */
  get attempt() {
    return this.#attempt;
  }

  /** The next wait, in milliseconds. */
  next() {
    const ceiling = Math.min(this.#capMs, this.#baseMs * 2 ** this.#attempt);
    this.#attempt += 1;
    return Math.round(Math.random() * ceiling);
  }

  /**
   * The wait before what was refused is tried again: no shorter than the server asks for, and where
   * the server does not know exactly, no shorter than {@link next}.
   * @param {import('./errors.js').ParleyError} error
   */
  after({ code, retryAfterMs }) {
    if (EXACT.has(code) && retryAfterMs !== undefined) return retryAfterMs;
    return Math.max(retryAfterMs ?? 0, this.next());
  }

  reset() {
    this.#attempt = 0;
  }
}
