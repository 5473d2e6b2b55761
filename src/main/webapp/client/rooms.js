// All rooms that the application wants to be in, over all connections.

import { Backoff } from './backoff.js';
import { ParleyError } from './errors.js';
import { Subscription } from './subscription.js';

/** Joins under way at one time, so that many rooms do not exhaust the rate limit at once. */
const JOINS_AT_ONCE = 4;

/**
 * @typedef {import('./connection.js').Connection} Connection
 * @typedef {object} Entry
 * @property {Subscription} subscription
 * @property {Backoff} backoff
 * @property {ReturnType<typeof setTimeout>} [retry]
 * @property {boolean} wasIn whether there has been an answer already
 * @property {boolean} [doubted] whether to look, after the join under way, if it still counts
 * @property {{resolve: (ack: any) => void, reject: (error: Error) => void}} [asked] while the
 *     application waits for the next answer
 * @property {Promise<any>} [nextAnswer]
 */

/** Joins, joins again from the last position after each reconnection, and closes gaps. */
export class Rooms {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  #connection;
  #backoffMs;
  #hooks;
  #joining = 0;
  /** @type {Set<string>} rooms that the server is being told of */
  #leaving = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #paced;

  /**
   * @param {Connection} connection
   * @param {[number, number]} backoffMs base and cap
   * @param {object} hooks
   * @param {(type: string, data: any) => void} hooks.deliver
   * @param {(roomId: string) => void} hooks.onEntered after the join of every connection
   * @param {(roomId: string, error: ParleyError) => void} hooks.onLost the server lets us in no more
   */
  constructor(connection, backoffMs, hooks) {
    this.#connection = connection;
    this.#backoffMs = backoffMs;
    this.#hooks = hooks;
  }

  get ids() {
    return [...this.#entries.keys()];
  }

  /** @param {string} roomId */
  has(roomId) {
    return this.#entries.has(roomId);
  }

  /**
   * Whether a message may be sent there now. If the room was not joined at all, the server says so.
   * @param {string} roomId
   */
  ready(roomId) {
    const phase = this.#entries.get(roomId)?.subscription.phase;
    return phase === undefined || phase === 'settling' || phase === 'live';
  }

  /**
   * @param {string} roomId
   * @param {number} history
   * @returns {Promise<any>} the next answer; pending while there is no connection
   */
  join(roomId, history) {
    const entry = this.#entries.get(roomId) ?? this.#add(roomId, history);
    const { subscription } = entry;
    subscription.history = history;
    entry.nextAnswer ??= new Promise((resolve, reject) => (entry.asked = { resolve, reject }));
    if (subscription.phase !== 'joining') this.#again(subscription);
    return entry.nextAnswer;
  }

  /**
   * @param {string} roomId
   * @param {number} history
   * @returns {Entry}
   */
  #add(roomId, history) {
    const subscription = new Subscription(roomId, history, this.#hooks.deliver);
    const entry = { subscription, backoff: new Backoff(...this.#backoffMs), wasIn: false };
    this.#entries.set(roomId, entry);
    return entry;
  }

  /**
   * @param {string} roomId
   */
  async leave(roomId) {
    const entry = this.#entries.get(roomId);
    if (entry) this.#drop(entry, new ParleyError('left', `the room ${roomId} was left`));
    if (!this.#connection.takes) return;
    this.#leaving.add(roomId);
    try {
      await this.#connection.request('room:leave', { roomId });
    } finally {
      this.#leaving.delete(roomId);
    }
  }

  /**
   * @param {string} type
   * @param {any} message
   */
  accept(type, message) {
    const subscription = this.#entries.get(message.roomId)?.subscription;
    if (subscription && !subscription.accept(type, message)) this.#again(subscription);
  }

  /**
   * What is told of a room besides its messages: after the answer to a join under way.
   * @param {string} type
   * @param {any} data
   */
  tell(type, data) {
    if (this.#entries.has(data.roomId)) this.accept(type, data);
    else this.#hooks.deliver(type, data);
  }

  /**
   * The joins to be made again, in the form of `room:join`.
   * @param {number} chars how long they may be as JSON; those beyond are left out
   */
  joins(chars) {
    const joins = [];
    let left = chars;
    for (const { subscription } of this.#entries.values()) {
      const join = subscription.joinData();
      left -= JSON.stringify(join).length + 1;
      if (left < 0) break;
      joins.push(join);
    }
    return joins;
  }

  /** @param {boolean} resumed whether the server enters the rooms again by itself */
  async onOnline(resumed) {
    if (resumed) {
      this.#turn('waiting', 'resuming');
      // Answered when all has been said of the rooms; the server may not know all of them.
      await this.#connection.request('ping', {}).catch(() => {});
      this.#turn('resuming', 'waiting');
    }
    this.#pump();
  }

  /** @param {any} state what `room:resumed` says: the server has entered the room again */
  resumed({ reason, ...state }) {
    const entry = this.#entries.get(state.roomId);
    if (!entry) {
      if (!this.#leaving.has(state.roomId)) {
        this.#connection.tell('room:leave', { roomId: state.roomId });
      }
    } else if (entry.subscription.phase === 'resuming') {
      if (reason !== 'no-position') this.#entered(entry, reason ? { ...state, reason } : state);
      else if (entry.subscription.position) this.#again(entry.subscription);
      else this.#entered(entry, state);
    }
  }

  /** @param {any} refusal what `room:lost` says: of a room to go on in, or by a new token */
  lost(refusal) {
    const entry = this.#entries.get(refusal.roomId);
    const phase = entry?.subscription.phase;
    if (!entry || phase === 'waiting') return;
    if (phase === 'joining') {
      entry.doubted = true;
      return;
    }
    entry.subscription.phase = 'joining';
    this.#refused(entry, ParleyError.fromWire(refusal));
  }

  /**
   * The server may have taken us out: joins again, which tells.
   * @param {string} roomId
   */
  doubt(roomId) {
    const entry = this.#entries.get(roomId);
    const phase = entry?.subscription.phase;
    if (!entry || phase === 'waiting' || phase === 'resuming') return;
    if (phase === 'joining') entry.doubted = true;
    else this.#again(entry.subscription);
  }

  /**
   * @param {Subscription['phase']} from
   * @param {Subscription['phase']} to
   */
  #turn(from, to) {
    for (const { subscription } of this.#entries.values()) {
      if (subscription.phase === from) subscription.phase = to;
    }
  }

  onOffline() {
    clearTimeout(this.#paced);
    for (const { subscription, retry } of this.#entries.values()) {
      clearTimeout(retry);
      subscription.suspend();
    }
  }

  /** @param {Error} error */
  close(error) {
    for (const entry of [...this.#entries.values()]) this.#drop(entry, error);
  }

  /** Starts joins until as many are under way as may be. */
  #pump() {
    clearTimeout(this.#paced);
    for (const entry of this.#entries.values()) {
      if (this.#joining >= JOINS_AT_ONCE || !this.#connection.takes) return;
      if (entry.subscription.phase !== 'waiting') continue;
      const waitMs = this.#connection.paceMs;
      if (waitMs > 0) {
        this.#paced = setTimeout(() => this.#pump(), waitMs);
        return;
      }
      this.#enter(entry);
    }
  }

  /** @param {Subscription} subscription one to be joined from its position, if it has one */
  #again(subscription) {
    subscription.phase = 'waiting';
    this.#pump();
  }

  /** @param {Entry} entry */
  async #enter(entry) {
    const { subscription } = entry;
    subscription.phase = 'joining';
    this.#joining += 1;
    try {
      const ack = await this.#connection.request('room:join', subscription.joinData());
      if (this.#entries.get(subscription.roomId) === entry) this.#entered(entry, ack);
    } catch (error) {
      this.#refused(entry, /** @type {ParleyError} */ (error));
    } finally {
      this.#joining -= 1;
      this.#pump();
    }
  }

  /**
   * @param {Entry} entry
   * @param {any} ack
   */
  #entered(entry, ack) {
    const { subscription, asked, wasIn } = entry;
    entry.backoff.reset();
    entry.wasIn = true;
    entry.asked = entry.nextAnswer = undefined;
    const { doubted } = entry;
    entry.doubted = false;
    const missed = subscription.entered(ack);
    if (wasIn) this.#hooks.deliver('room:resumed', { ...ack, missed });
    asked?.resolve(ack);
    this.#hooks.onEntered(subscription.roomId);
    // The application shall see the answer before the events that follow it.
    setTimeout(() => {
      if (subscription.phase !== 'settling') return;
      if (!subscription.release() || doubted) this.#again(subscription);
    });
  }

  /**
   * @param {Entry} entry
   * @param {ParleyError} error
   */
  #refused(entry, error) {
    const { subscription } = entry;
    if (this.#entries.get(subscription.roomId) !== entry) return;
    if (error.code === 'disconnected') return;
    if (error.temporary) {
      const delay = entry.backoff.after(error);
      entry.retry = setTimeout(() => this.#again(subscription), delay);
      return;
    }
    const { roomId } = subscription;
    this.#drop(entry, error);
    this.#hooks.onLost(roomId, error);
    if (entry.wasIn) this.#hooks.deliver('room:lost', { roomId, error });
  }

  /**
   * @param {Entry} entry
   * @param {Error} error for whoever waits for the next answer
   */
  #drop(entry, error) {
    clearTimeout(entry.retry);
    this.#entries.delete(entry.subscription.roomId);
    entry.subscription.suspend();
    entry.asked?.reject(error);
  }
}
