// Asks again and again, one question at a time, and not while nobody looks.

export class Poll {
  #ask;
  #everyMs;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #running = false;
  #asking = false;
  #again = false;

  /**
   * @param {() => Promise<void>} ask settles its own failures
   * @param {number} everyMs
   */
  constructor(ask, everyMs) {
    this.#ask = ask;
    this.#everyMs = everyMs;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.now();
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  /** Asks at once, or as soon as the question under way is answered. */
  async now() {
    clearTimeout(this.#timer);
    this.#again = this.#asking;
    if (this.#asking) return;
    this.#asking = true;
    await this.#ask();
    this.#asking = false;
    if (!this.#running) return;
    if (this.#again) this.now();
    else if (!document.hidden) this.#timer = setTimeout(() => this.now(), this.#everyMs);
  }

  #onVisibility = () => {
    if (document.hidden) clearTimeout(this.#timer);
    else this.now();
  };
}
