// Messages on their way: each goes out once, in order, however often the connection breaks.

import { Backoff } from './backoff.js';
import { ParleyError } from './errors.js';

/**
 * @typedef {import('./connection.js').Connection} Connection
 * @typedef {object} Letter
 * @property {string} roomId
 * @property {string} content
 * @property {string} key
 * @property {boolean} waits for its turn in slow mode, instead of failing
 * @property {(ack: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @typedef {object} Lane
 * @property {Letter[]} letters the first is the one under way
 * @property {boolean} busy
 * @property {Backoff} backoff
 * @property {ReturnType<typeof setTimeout>} [retry]
 * @property {boolean} [slow] whether what it waits for is its turn in slow mode
 */

/**
 * One lane a room, one message of it under way. A message that gets no answer, or is refused only
 * for now, is sent again under the same key, and those behind it wait: so order holds, and the
 * server makes one message of all attempts. What moderators keep from being said fails at once.
 */
export class Outbox {
  /** @type {Map<string, Lane>} */
  #lanes = new Map();
  #size = 0;
  #connection;
  #options;

  /**
   * @param {Connection} connection
   * @param {object} options
   * @param {number} options.maxQueued
   * @param {[number, number]} options.backoffMs base and cap
   * @param {(roomId: string) => boolean} options.ready whether the room can take messages now
   * @param {(change: object) => void} options.onChange
   */
  constructor(connection, options) {
    this.#connection = connection;
    this.#options = options;
  }

  /** How many messages wait or are under way. */
  get size() {
    return this.#size;
  }

  /**
   * @param {string} roomId
   * @param {string} content
   * @param {string} key
   * @param {boolean} waits whether it waits for its turn in slow mode
   * @returns {Promise<any>} the ack of `chat:send`
   */
  add(roomId, content, key, waits) {
    if (this.#connection.state === 'closed') {
      return Promise.reject(new ParleyError('closed', 'the connection is closed'));
    }
    const max = this.#options.maxQueued;
    if (this.#size >= max) {
      return Promise.reject(new ParleyError('queue-full', `${max} messages wait already`));
    }
    return new Promise((resolve, reject) => {
      const letter = { roomId, content, key, waits, resolve, reject };
      this.#lane(roomId).letters.push(letter);
      this.#size += 1;
      this.#tell(letter, 'queued');
      this.pump(roomId);
    });
  }

  /** @param {string} [roomId] this room only */
  pump(roomId) {
    for (const [id, lane] of [...this.#lanes]) {
      if (roomId === undefined || id === roomId) this.#send(lane);
    }
  }

  /**
   * The room is slow no more, or less: what waits for its turn there asks again.
   * @param {string} roomId
   */
  hurry(roomId) {
    const lane = this.#lanes.get(roomId);
    if (!lane?.slow) return;
    clearTimeout(lane.retry);
    this.#resume(lane);
  }

  /**
   * Gives up all messages, or those for one room.
   * @param {Error} error
   * @param {string} [roomId]
   */
  fail(error, roomId) {
    for (const [id, lane] of [...this.#lanes]) {
      if (roomId !== undefined && id !== roomId) continue;
      clearTimeout(lane.retry);
      this.#lanes.delete(id);
      for (const letter of lane.letters.splice(0)) this.#finish(letter, 'failed', error);
    }
  }

  /** @param {string} roomId */
  #lane(roomId) {
    let lane = this.#lanes.get(roomId);
    if (!lane) {
      lane = { letters: [], busy: false, backoff: new Backoff(...this.#options.backoffMs) };
      this.#lanes.set(roomId, lane);
    }
    return lane;
  }

  /** @param {Lane} lane */
  async #send(lane) {
    const letter = lane.letters[0];
    if (!letter || lane.busy) return;
    if (!this.#connection.takes || !this.#options.ready(letter.roomId)) return;
    const waitMs = this.#connection.paceMs;
    if (waitMs > 0) {
      this.#later(lane, waitMs);
      return;
    }
    const { roomId, content, key } = letter;
    lane.busy = true;
    this.#tell(letter, 'sending');
    try {
      const ack = await this.#connection.request('chat:send', { roomId, content, key });
      this.#done(lane, letter, 'sent', ack);
    } catch (error) {
      this.#refused(lane, letter, /** @type {ParleyError} */ (error));
    }
  }

  /**
   * @param {Lane} lane
   * @param {Letter} letter
   * @param {ParleyError} error
   */
  #refused(lane, letter, error) {
    if (lane.letters[0] !== letter) return;
    const slow = error.code === 'slow-mode' && letter.waits;
    if (!error.temporary && !slow) {
      this.#done(lane, letter, 'failed', error);
      return;
    }
    const delay = error.code === 'disconnected' ? 0 : lane.backoff.after(error);
    this.#tell(letter, 'queued', slow ? { retryAt: Date.now() + delay } : {});
    this.#later(lane, delay, slow);
  }

  /**
   * @param {Lane} lane
   * @param {number} delayMs
   * @param {boolean} [slow]
   */
  #later(lane, delayMs, slow = false) {
    lane.busy = true;
    lane.slow = slow;
    lane.retry = setTimeout(() => this.#resume(lane), delayMs);
  }

  /** @param {Lane} lane */
  #resume(lane) {
    lane.busy = false;
    lane.slow = false;
    this.#send(lane);
  }

  /**
   * @param {Lane} lane
   * @param {Letter} letter
   * @param {'sent' | 'failed'} status
   * @param {any} outcome
   */
  #done(lane, letter, status, outcome) {
    if (lane.letters[0] !== letter) return;
    lane.letters.shift();
    lane.busy = false;
    lane.backoff.reset();
    if (lane.letters.length === 0) this.#lanes.delete(letter.roomId);
    this.#finish(letter, status, outcome);
    this.#send(lane);
  }

  /**
   * @param {Letter} letter
   * @param {'sent' | 'failed'} status
   * @param {any} outcome the ack or the error
   */
  #finish(letter, status, outcome) {
    this.#size -= 1;
    if (status === 'sent') {
      this.#tell(letter, status, { ack: outcome });
      letter.resolve(outcome);
    } else {
      this.#tell(letter, status, { error: outcome });
      letter.reject(outcome);
    }
  }

  /**
   * @param {Letter} letter
   * @param {'queued' | 'sending' | 'sent' | 'failed'} status
   * @param {object} [detail]
   */
  #tell({ roomId, content, key }, status, detail = {}) {
    this.#options.onChange({ roomId, content, key, status, ...detail });
  }
}
