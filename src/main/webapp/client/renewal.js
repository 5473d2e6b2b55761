// A token is renewed before it runs out.

/** So long before the end at most; a short token is renewed after three quarters of its life. */
const AHEAD_MS = 30_000;
/**
 * The shortest delay: a clock that is ahead takes every token for one that has run out. It is also
 * the pause before a renewal that was refused is tried again; the server ends that in time.
 */
const PAUSE_MS = 5000;
/** The longest delay that a timer takes. */
const TIMER_MAX_MS = 2 ** 31 - 1;

export class Renewal {
  #renew;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} renew */
  constructor(renew) {
    this.#renew = renew;
  }

  /** @param {string | undefined} expiresAt ISO 8601; without it there is nothing to renew */
  before(expiresAt) {
    this.stop();
    if (expiresAt === undefined) return;
    const lifeMs = Date.parse(expiresAt) - Date.now();
    const delay = Math.max(PAUSE_MS, lifeMs - Math.min(AHEAD_MS, lifeMs / 4));
    this.#timer = setTimeout(this.#renew, Math.min(TIMER_MAX_MS, delay));
  }

  /** The last one was refused. */
  again() {
    this.stop();
    this.#timer = setTimeout(this.#renew, PAUSE_MS);
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
