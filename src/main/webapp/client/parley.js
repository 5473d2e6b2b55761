// The Parley client library: rooms, messages, presence and events over one WebSocket that comes
// back by itself. Types and guarantees are described in parley.d.ts.

import { Answers } from './answers.js';
import { Connection } from './connection.js';
import { Emitter } from './emitter.js';
import { gatewayUrl, randomKey, watchEnvironment } from './environment.js';
import { ParleyError } from './errors.js';
import { Outbox } from './outbox.js';
import { Rooms } from './rooms.js';
import { Typing } from './typing.js';

export { ParleyError };

const DEFAULTS = {
  batch: true,
  ackTimeoutMs: 10_000,
  openTimeoutMs: 15_000,
  pongTimeoutMs: 10_000,
  backoffBaseMs: 500,
  backoffCapMs: 30_000,
  maxQueued: 1000,
};

/** How long typing lasts where the server has not said so yet. */
const TYPING_MS = 6000;

const CHAT_EVENTS = new Set(['chat:message', 'chat:edited', 'chat:deleted']);

/** What a server tells of a room to who has just entered it. */
const ROOM_EVENTS = new Set([
  'moderation:room',
  'moderation:muted',
  'moderation:lifted',
  'moderation:announcement',
  'moderation:announcement-ended',
]);

/**
 * Opens a connection and keeps it.
 * @param {string | URL} url
 * @param {import('./parley.d.ts').ParleyOptions} options
 */
export function connect(url, options) {
  return new Parley(url, options);
}

/**
 * @typedef {import('./parley.d.ts').Parley} Contract
 * @implements {Contract}
 */
export class Parley {
  #emitter = new Emitter();
  #connection;
  #rooms;
  #outbox;
  #typing;
  #answers;
  /** @type {{status: string, text?: string} | null} */
  #presence = null;
  /** @type {() => void} */
  #unwatch;
  /** @type {Promise<any>} */
  ready;

  /**
   * @param {string | URL} url
   * @param {import('./parley.d.ts').ParleyOptions} options
   */
  constructor(url, options) {
    const complete = { WebSocket: globalThis.WebSocket, ...DEFAULTS, ...options };
    if (!complete.WebSocket) throw new TypeError('there is no WebSocket: pass one as an option');
    this.#connection = new Connection(gatewayUrl(url), complete, {
      onWelcome: (welcome, resumed) => this.#onWelcome(welcome, resumed),
      joins: (chars) => this.#rooms.joins(chars),
      onFrame: (frame) => this.#onFrame(frame),
      onOffline: () => this.#onOffline(),
      onState: (change) => this.#emitter.fire('state', change),
    });
    /** @type {[number, number]} */
    const backoffMs = [complete.backoffBaseMs, complete.backoffCapMs];
    const fire = (/** @type {string} */ type, /** @type {any} */ data) => {
      this.#emitter.fire(type, data);
    };
    this.#rooms = new Rooms(this.#connection, backoffMs, {
      deliver: (type, data) => {
        fire(type, data);
        if (type === 'moderation:room') this.#outbox.hurry(data.roomId);
      },
      onEntered: (roomId) => this.#outbox.pump(roomId),
      onLost: (roomId, error) => this.#outbox.fail(error, roomId),
    });
    this.#outbox = new Outbox(this.#connection, {
      maxQueued: complete.maxQueued,
      backoffMs,
      ready: (roomId) => this.#rooms.ready(roomId),
      onChange: (change) => fire('outgoing', change),
    });
    const tell = (/** @type {string} */ type, /** @type {object} */ data) => {
      this.#connection.tell(type, data);
    };
    this.#typing = new Typing(tell, () => this.limits?.typingMs ?? TYPING_MS);
    this.#answers = new Answers(tell);
    this.ready = new Promise((resolve, reject) => {
      this.once('welcome', resolve);
      this.on('state', ({ state, reason, code }) => {
        if (state !== 'closed') return;
        if (code < 1000) reject(new ParleyError('refused', reason));
        else reject(new ParleyError('closed', `closed: ${reason || code}`));
      });
    });
    // An application that does not use it shall not hear of an unhandled rejection.
    this.ready.catch(() => {});
    this.#unwatch = watchEnvironment(() => this.#connection.hurry());
    this.#connection.open();
  }

  get state() {
    return this.#connection.state;
  }

  get user() {
    return this.#connection.welcome?.user ?? null;
  }

  get clientId() {
    return this.#connection.welcome?.clientId ?? null;
  }

  get limits() {
    return this.#connection.welcome?.limits ?? null;
  }

  get rooms() {
    return this.#rooms.ids;
  }

  get queued() {
    return this.#outbox.size;
  }

  /**
   * @param {string} type
   * @param {(data: any) => void} handler
   */
  on(type, handler) {
    return this.#emitter.on(type, handler);
  }

  /**
   * @param {string} type
   * @param {(data: any) => void} handler
   */
  once(type, handler) {
    return this.#emitter.once(type, handler);
  }

  /**
   * @param {string} type
   * @param {(data: any) => void} handler
   */
  off(type, handler) {
    this.#emitter.off(type, handler);
  }

  /**
   * @param {string} roomId
   * @param {{history?: number}} [options]
   */
  join(roomId, { history = 0 } = {}) {
    return this.#rooms.join(roomId, history);
  }

  /** @param {string} roomId */
  leave(roomId) {
    this.#typing.forget(roomId);
    this.#outbox.fail(new ParleyError('left', `the room ${roomId} was left`), roomId);
    return this.#rooms.leave(roomId);
  }

  /**
   * @param {string} roomId
   * @param {string} content
   * @param {{key?: string, waitForSlowMode?: boolean}} [options]
   */
  send(roomId, content, { key = randomKey(), waitForSlowMode = false } = {}) {
    this.#typing.forget(roomId);
    return this.#outbox.add(roomId, content, key, waitForSlowMode);
  }

  /**
   * @param {string} roomId
   * @param {string} messageId
   * @param {string} content
   */
  edit(roomId, messageId, content) {
    return this.#connection.command('chat:edit', { roomId, messageId, content });
  }

  /**
   * @param {string} roomId
   * @param {string} messageId
   */
  delete(roomId, messageId) {
    return this.#connection.command('chat:delete', { roomId, messageId });
  }

  /**
   * @param {string} roomId
   * @param {{before?: number, after?: number, limit?: number}} [options]
   */
  history(roomId, options = {}) {
    return this.#connection.command('chat:history', { roomId, ...options });
  }

  /**
   * @param {string} roomId
   * @param {{after?: string, limit?: number}} [options]
   */
  members(roomId, options = {}) {
    return this.#connection.command('room:members', { roomId, ...options });
  }

  /**
   * @param {string} roomId
   * @param {string} userId
   * @param {{moderator?: boolean}} [options]
   */
  invite(roomId, userId, options = {}) {
    return this.#connection.command('room:invite', { roomId, userId, ...options });
  }

  /**
   * @param {string} roomId
   * @param {string} userId
   */
  uninvite(roomId, userId) {
    return this.#connection.command('room:uninvite', { roomId, userId });
  }

  /** @param {{after?: string}} [options] */
  invitations(options = {}) {
    return this.#connection.command('room:invitations', options);
  }

  /**
   * Shows a message of another to the moderators.
   * @param {string} roomId
   * @param {string} messageId
   * @param {string} reason
   */
  report(roomId, messageId, reason) {
    return this.#connection.command('moderation:report', { roomId, messageId, reason });
  }

  /**
   * @param {string} roomId
   * @param {boolean} [active]
   */
  typing(roomId, active = true) {
    if (active) this.#typing.stroke(roomId);
    else this.#typing.stop(roomId);
  }

  /**
   * @param {'online' | 'away' | 'busy'} status
   * @param {string} [text]
   */
  async setPresence(status, text) {
    this.#presence = text === undefined ? { status } : { status, text };
    if (this.#connection.takes) await this.#tellPresence();
  }

  /**
   * @param {import('./parley.d.ts').Target} to
   * @param {string} event
   * @param {unknown} [payload]
   * @param {{ackWithinMs?: number, exceptSelf?: boolean, timeoutMs?: number}} [options]
   */
  emit(to, event, payload, { timeoutMs = DEFAULTS.ackTimeoutMs, ...options } = {}) {
    const data = { to, event, payload, ...options };
    return this.#connection.command('emit', data, timeoutMs + (options.ackWithinMs ?? 0));
  }

  reconnect() {
    this.#connection.hurry();
  }

  close() {
    this.#connection.close('closed-by-application');
  }

  /**
   * @param {any} welcome
   * @param {boolean} resumed
   */
  #onWelcome(welcome, resumed) {
    this.#rooms.onOnline(resumed);
    this.#tellPresence().catch((error) => this.#emitter.fire('error', error));
    this.#emitter.fire('welcome', welcome);
    this.#outbox.pump();
  }

  async #tellPresence() {
    if (!this.#presence) return;
    try {
      await this.#connection.request('presence:set', this.#presence);
    } catch (error) {
      // The next welcome tells it again.
      if (/** @type {ParleyError} */ (error).code !== 'disconnected') throw error;
    }
  }

  #onOffline() {
    this.#typing.forget();
    this.#rooms.onOffline();
    if (this.state !== 'closed') return;
    const error = new ParleyError('closed', 'the connection is closed');
    this.#rooms.close(error);
    this.#outbox.fail(error);
    this.#unwatch();
  }

  /** @param {any} frame */
  #onFrame({ type, data, error }) {
    if (type === 'error') this.#emitter.fire('error', error);
    else if (CHAT_EVENTS.has(type)) this.#rooms.accept(type, data);
    else if (type === 'event') this.#onEvent(this.#answers.take(data));
    else if (type === 'room:resumed') this.#rooms.resumed(data);
    else if (type === 'room:lost') this.#rooms.lost(data);
    else if (ROOM_EVENTS.has(type) && data.roomId !== undefined) this.#rooms.tell(type, data);
    else this.#onOther(type, data);
  }

  /**
   * @param {string} type
   * @param {any} data
   */
  #onOther(type, data) {
    this.#emitter.fire(type, data);
    if (type === 'room:uninvited') this.#rooms.doubt(data.roomId);
  }

  /** @param {any} event null if the application has had it */
  #onEvent(event) {
    if (event) this.#emitter.fire('event', event);
  }
}
