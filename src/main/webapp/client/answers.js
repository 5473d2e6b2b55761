// Events that want an answer.

/** No longer than this a server waits for an answer, and a bit (protocol, section 3.8). */
const KEPT_MS = 90_000;

/**
 * Gives the application each event once, though the server asks again where a connection broke: an
 * answer that may be lost is told again.
 */
export class Answers {
  /** @type {Map<string, {at: number, answer?: {ackId: string, payload: unknown}}>} */
  #asked = new Map();
  #tell;

  /** @param {(type: string, data: object) => void} tell if there is a connection */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * @param {any} event
   * @returns {any} the event, with `reply` if it wants an answer; null if it has come before
   */
  take(event) {
    const { ackId } = event;
    if (ackId === undefined) return event;
    const known = this.#asked.get(ackId);
    if (known) {
      if (known.answer) this.#tell('event:ack', known.answer);
      return null;
    }
    return { ...event, reply: this.#replyTo(ackId) };
  }

  /** @param {string} ackId */
  #replyTo(ackId) {
    const now = Date.now();
    for (const [id, { at }] of this.#asked) {
      if (now - at < KEPT_MS) break;
      this.#asked.delete(id);
    }
    /** @type {{at: number, answer?: {ackId: string, payload: unknown}}} */
    const entry = { at: now };
    this.#asked.set(ackId, entry);
    return (/** @type {unknown} */ payload) => {
      if (entry.answer) return;
      entry.answer = { ackId, payload };
      this.#tell('event:ack', entry.answer);
    };
  }
}
