// Commands that wait for their answer.

import { ParleyError } from './errors.js';

/** Matches `ack`, `pong` and `error` frames with the commands that they answer. */
export class Requests {
  #next = 0;
  /** @type {Map<string, {resolve: (data: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();

  /**
   * Sends a command and waits for its answer.
   * @param {string} type
   * @param {object} data
   * @param {number} timeoutMs rejects with `timeout` after it
   * @param {(frame: {type: string, id: string, data: object}) => void} send may throw
   * @returns {Promise<any>} the data of the ack
   */
  open(type, data, timeoutMs, send) {
    const id = (this.#next++).toString(36);
    return new Promise((resolve, reject) => {
      send({ type, id, data });
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new ParleyError('timeout', `${type} was not answered within ${timeoutMs} ms`));
      }, timeoutMs);
      this.#waiting.set(id, {
        resolve: (answer) => (clearTimeout(timer), resolve(answer)),
        reject: (error) => (clearTimeout(timer), reject(error)),
      });
    });
  }

  /**
   * @param {any} frame an `ack`, `pong` or `error`
   * @returns {boolean} whether a command waited for it
   */
  settle(frame) {
    const request = this.#waiting.get(frame.id);
    if (!request) return false;
    this.#waiting.delete(frame.id);
    if (frame.type === 'error') request.reject(ParleyError.fromWire(frame.data));
    else request.resolve(frame.data);
    return true;
  }

  /**
   * Rejects all that wait.
   * @param {string} code
   * @param {string} message
   */
  fail(code, message) {
    const requests = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const request of requests) request.reject(new ParleyError(code, message));
  }
}
