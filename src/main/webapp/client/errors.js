// What can go wrong: the server's refusals and the client's own, under one type.

/**
 * A command that was refused by the server, or that the client could not carry out.
 * `code` is one of the protocol's error codes or one of the client's own:
 * `timeout`, `disconnected`, `refused`, `closed`, `left`, `queue-full`, `frame-too-big`.
 */
export class ParleyError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{retryAfterMs?: number, violations?: {path: string, message: string}[]}} [detail]
   */
  constructor(code, message, detail = {}) {
    super(message);
    this.name = 'ParleyError';
    this.code = code;
    this.retryAfterMs = detail.retryAfterMs;
    this.violations = detail.violations ?? [];
  }

  /** @param {any} data the data of an `error` frame */
  static fromWire(data) {
    return new ParleyError(data?.code ?? 'internal', data?.message ?? 'refused', data ?? {});
  }

  /**
   * True where the same command may succeed by itself later. What moderators refuse (`muted`,
   * `banned`, `locked`, `slow-mode`) is the application's to tell and to try again.
   */
  get temporary() {
    return TEMPORARY.has(this.code);
  }
}

const TEMPORARY = new Set(['rate-limited', 'unavailable', 'unconfirmed', 'timeout', 'disconnected']);

/**
 * The close code catalogue (protocol, section 2.3): 1008 and 4500–4999 mean *stay away*.
 * @param {number} code
 */
export function forbidsReconnect(code) {
  return code === 1008 || (code >= 4500 && code <= 4999);
}
