// The connection: opened, proven, kept alive, and opened again.

import { Backoff } from './backoff.js';
import { Credentials } from './credentials.js';
import { ParleyError, forbidsReconnect } from './errors.js';
import { Link } from './link.js';
import { Pace } from './pace.js';
import { refusalOf } from './refusal.js';
import { Renewal } from './renewal.js';
import { Requests } from './requests.js';

/** Only a connection that held this long makes the next loss start with a short wait again. */
const STABLE_MS = 10_000;

/** What an `auth` frame has besides its token and its rooms, at most, in characters. */
const AUTH_CHARS = 512;

/**
 * @typedef {'connecting' | 'online' | 'reconnecting' | 'closed'} State
 * @typedef {object} Hooks
 * @property {(welcome: any, resumed: boolean) => void} onWelcome
 * @property {(chars: number) => object[]} joins the rooms to enter again, in so many characters
 * @property {(frame: any) => void} onFrame an event, or an error that answers no command
 * @property {() => void} onOffline after each loss, and at the end
 * @property {(change: object) => void} onState
 */

export class Connection {
  #options;
  #hooks;
  #url;
  #credentials;
  #backoff;
  #requests = new Requests();
  #pace = new Pace();
  /** @type {State} */
  #state = 'connecting';
  /** @type {Link | null} */
  #link = null;
  /** @type {any} */
  #welcome = null;
  /** @type {import('./credentials.js').Credential['kind']} */
  #usedCredential = 'name';
  #goodbyeMs = 0;
  /** Whether the server has said goodbye, and takes no more for certain. */
  #leaving = false;
  /** @type {ParleyError | undefined} what the server said to this attempt in place of a welcome */
  #refusal;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retryTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #stableTimer;
  #renewal = new Renewal(() => this.#renew());
  /** @type {Set<() => void>} */
  #waitingForState = new Set();

  /**
   * @param {string} url without query
   * @param {any} options complete: see `DEFAULTS` in parley.js
   * @param {Hooks} hooks
   */
  constructor(url, options, hooks) {
    this.#url = url;
    this.#options = options;
    this.#hooks = hooks;
    this.#credentials = new Credentials(options, url);
    this.#backoff = new Backoff(options.backoffBaseMs, options.backoffCapMs);
  }

  get state() {
    return this.#state;
  }

  /** Whether a command that is sent now will be answered: online, and not about to be closed. */
  get takes() {
    return this.#state === 'online' && !this.#leaving;
  }

  /** The newest welcome, or null before the first. */
  get welcome() {
    return this.#welcome;
  }

  /** For how many milliseconds a command that nobody waits for should wait. */
  get paceMs() {
    return this.#pace.waitMs;
  }

  async open() {
    try {
      const credential = await this.#credentials.next();
      if (this.#state === 'closed') return;
      this.#refusal = undefined;
      this.#usedCredential = credential.kind;
      this.#link = this.#openLink(credential);
    } catch (error) {
      if (this.#state !== 'closed') this.#retry(1006, `cannot-open: ${error}`);
    }
  }

  /**
   * Sends a command now and waits for its answer. Rejects with `disconnected` without a connection,
   * or when it breaks before the answer: whether the command was carried out is then unknown.
   * @param {string} type
   * @param {object} data
   * @param {number} [timeoutMs]
   * @returns {Promise<any>}
   */
  request(type, data, timeoutMs = this.#options.ackTimeoutMs) {
    return this.#requests.open(type, data, timeoutMs, (frame) => {
      if (!this.takes) throw this.#notOnline();
      this.#write(frame);
    });
  }

  /**
   * As {@link request}, but waits for a connection first, within the same time.
   * @param {string} type
   * @param {object} data
   * @param {number} [timeoutMs]
   */
  async command(type, data, timeoutMs = this.#options.ackTimeoutMs) {
    const deadline = Date.now() + timeoutMs;
    if (!this.takes) await this.#whenOnline(timeoutMs);
    return this.request(type, data, Math.max(1, deadline - Date.now()));
  }

  /**
   * Sends a command that wants no answer, if there is a connection.
   * @param {string} type
   * @param {object} data
   */
  tell(type, data) {
    if (this.#state === 'online') this.#write({ type, data });
  }

  /** Ends a wait for the next attempt; with a connection, asks whether it still lives. */
  hurry() {
    if (this.#state === 'online') this.#link?.probe();
    else if (this.#retryTimer !== undefined) this.#attempt();
  }

  /** @param {string} reason */
  close(reason) {
    if (this.#state === 'closed') return;
    this.#shut(1000, reason);
  }

  /** @param {import('./credentials.js').Credential} credential */
  #openLink(credential) {
    const url = new URL(this.#url);
    if (credential.kind === 'name') url.searchParams.set('name', credential.name);
    if (credential.kind === 'console') url.searchParams.set('console', 'true');
    if (this.#options.batch) url.searchParams.set('batch', 'true');
    const { WebSocket, openTimeoutMs, pongTimeoutMs } = this.#options;
    let opened = false;
    const link = new Link(WebSocket, url.href, openTimeoutMs, pongTimeoutMs, {
      onOpen: () => {
        opened = true;
        if ('token' in credential) this.#authenticate(credential.token, true);
      },
      onFrame: (frame) => this.#receive(frame, link),
      onDown: (end) => {
        this.#down(end);
        if (!opened && this.#state !== 'closed') this.#askWhy(url.href);
      },
    });
    return link;
  }

  /** @param {string} url of an attempt that came to nothing */
  async #askWhy(url) {
    const refusal = await refusalOf(url, this.#options.pongTimeoutMs);
    if (!refusal || this.#state === 'online' || this.#state === 'closed') return;
    this.#shut(refusal.status, refusal.message);
  }

  /**
   * @param {string} token
   * @param {boolean} first whether the server does not know yet who we are
   */
  #authenticate(token, first) {
    const batch = this.#options.batch || undefined;
    const data = { token, batch, resume: first ? this.#resume(token) : undefined };
    this.#requests
      .open('auth', data, this.#options.ackTimeoutMs, (frame) => this.#write(frame))
      .then((ack) => this.#credentials.renewable && this.#renewal.before(ack.expiresAt))
      // A first refusal is followed by a close, which decides; a later one is the application's.
      .catch((error) => {
        if (this.#state === 'online') this.#notRenewed(error);
        else this.#refusal ??= error;
      });
  }

  /**
   * The session to come back to, while the server may still have it.
   * @param {string} token
   */
  #resume(token) {
    const { sessionId, limits } = this.#welcome ?? {};
    if (!limits?.resumeMs) return undefined;
    return { sessionId, rooms: this.#hooks.joins(limits.frameBytes - token.length - AUTH_CHARS) };
  }

  async #renew() {
    try {
      const credential = await this.#credentials.next();
      if (this.#state !== 'online' || !('token' in credential)) return;
      this.#authenticate(credential.token, false);
    } catch (error) {
      if (this.#state === 'online') this.#notRenewed(error);
    }
  }

  /** @param {unknown} error */
  #notRenewed(error) {
    this.#renewal.again();
    this.#hooks.onFrame({ type: 'error', error });
  }

  /**
   * @param {any} frame
   * @param {Link} link
   */
  #receive(frame, link) {
    switch (frame.type) {
      case 'ack':
      case 'pong':
        this.#requests.settle(frame);
        return;
      case 'error':
        if (frame.data?.code === 'rate-limited') this.#pace.exhaust();
        if (this.#requests.settle(frame)) return;
        this.#notAnswer(ParleyError.fromWire(frame.data));
        return;
      case 'welcome':
        this.#online(frame.data, link);
        return;
      case 'auth:expired':
        if (this.#credentials.renewable) this.#renew();
        this.#hooks.onFrame(frame);
        return;
      case 'goodbye':
        this.#goodbyeMs = frame.data.reconnectAfterMs ?? 0;
        this.#leaving = true;
        this.#hooks.onFrame(frame);
        return;
      default:
        this.#hooks.onFrame(frame);
    }
  }

  /** @param {ParleyError} error that answers no command */
  #notAnswer(error) {
    if (this.#state !== 'online') this.#refusal = error;
    this.#hooks.onFrame({ type: 'error', error });
  }

  /**
   * @param {any} welcome
   * @param {Link} link
   */
  #online(welcome, link) {
    const resumed = welcome.sessionId === this.#welcome?.sessionId;
    this.#welcome = welcome;
    this.#leaving = false;
    this.#refusal = undefined;
    if (welcome.guestToken) this.#credentials.keepGuest(welcome.guestToken);
    link.watch(welcome.heartbeatMs);
    this.#pace.start(welcome.limits);
    this.#stableTimer = setTimeout(() => this.#backoff.reset(), STABLE_MS);
    this.#enter('online', {});
    this.#hooks.onWelcome(welcome, resumed);
  }

  /** @param {{code: number, reason: string}} end */
  #down({ code, reason }) {
    const wasOnline = this.#state === 'online';
    const guestRefused = !wasOnline && this.#usedCredential === 'guest' && code === 1008;
    if (guestRefused) this.#credentials.forgetGuest();
    if (this.#state === 'closed') return;
    if (forbidsReconnect(code) && !guestRefused) this.#shut(code, reason, this.#refusal);
    else this.#retry(code, reason);
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #retry(code, reason) {
    this.#stopTimers();
    this.#link = null;
    let delay = this.#backoff.next();
    if (this.#goodbyeMs > 0) delay += this.#goodbyeMs;
    this.#goodbyeMs = 0;
    this.#retryTimer = setTimeout(() => this.#attempt(), delay);
    const state = this.#welcome ? 'reconnecting' : 'connecting';
    this.#enter(state, { code, reason, retryAt: Date.now() + delay });
    this.#requests.fail('disconnected', 'the connection broke before the answer came');
    this.#hooks.onOffline();
  }

  #attempt() {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#enter(this.#state, {});
    this.open();
  }

  /**
   * @param {number} code
   * @param {string} reason
   * @param {ParleyError} [error]
   */
  #shut(code, reason, error) {
    this.#stopTimers();
    this.#enter('closed', { code, reason, error });
    this.#link?.end(code, reason);
    this.#link = null;
    this.#requests.fail('closed', `the connection is closed: ${reason || code}`);
    this.#hooks.onOffline();
  }

  #stopTimers() {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#stableTimer);
    this.#renewal.stop();
    this.#retryTimer = undefined;
  }

  /**
   * @param {State} state
   * @param {{code?: number, reason?: string, retryAt?: number, error?: ParleyError}} detail
   */
  #enter(state, detail) {
    const previous = this.#state;
    this.#state = state;
    for (const waiting of [...this.#waitingForState]) waiting();
    this.#hooks.onState({ state, previous, attempt: this.#backoff.attempt, ...detail });
  }

  /** @param {number} timeoutMs */
  #whenOnline(timeoutMs) {
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        this.#waitingForState.delete(check);
        if (this.takes) resolve(undefined);
        else reject(this.#notOnline());
      };
      const check = () => (this.takes || this.#state === 'closed') && finish();
      const timer = setTimeout(finish, timeoutMs);
      this.#waitingForState.add(check);
      check();
    });
  }

  #notOnline() {
    return this.#state === 'closed'
      ? new ParleyError('closed', 'the connection is closed')
      : new ParleyError('disconnected', 'there is no connection to the server');
  }

  /** @param {{type: string, data: object}} frame */
  #write(frame) {
    const text = JSON.stringify(frame);
    const max = this.#welcome?.limits?.frameBytes ?? Infinity;
    // A UTF-16 unit takes at most three bytes. The server would close the connection (1009).
    if (text.length * 3 > max) {
      const bytes = new TextEncoder().encode(text).length;
      if (bytes > max) {
        throw new ParleyError('frame-too-big', `frame of ${bytes} bytes, at most ${max} are taken`);
      }
    }
    this.#pace.spend(frame.type);
    this.#link?.send(text);
  }
}
