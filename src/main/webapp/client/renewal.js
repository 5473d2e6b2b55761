// A token is renewed before it runs out.

/** So long before the end at most; a short token is renewed after three quarters of its life. */
const AHEAD_MS = 30_000;
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
    const delay = Math.max(0, lifeMs - Math.min(AHEAD_MS, lifeMs / 4));
    this.#timer = setTimeout(this.#renew, Math.min(TIMER_MAX_MS, delay));
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
