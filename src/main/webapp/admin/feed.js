// What is said in one room, as it is said: over the WebSocket as any member hears it, or, where
// the moderator may read but not enter, by asking again and again. Or what was said there from a
// moment on, while the other goes on unseen.

import { Parley } from '../client/parley.js';
import { get } from './api.js';
import { Poll } from './poll.js';

const PAGE = 50;
const EVERY_MS = 2_000;
const MOST_KEPT = 1_000;

export class Feed {
  #room;
  #changed;
  /** @type {Parley | null} */
  #parley = null;
  /** @type {Map<number, any>} */
  #messages = new Map();
  /** @type {Map<number, any> | null} what was said from a moment on, while that is looked at */
  #past = null;
  /** @type {Poll | null} */
  #poll = null;
  /** 'opening', 'live', 'reading', 'away' */
  state = 'opening';
  #more = { live: false, past: false };
  /** Whether there is more after it, where it is the past. */
  moreAfter = false;
  /** @type {unknown} */
  error = null;

  /**
   * @param {string} room
   * @param {(isSet?: boolean) => void} changed told whether the room itself is set otherwise
   */
  constructor(room, changed) {
    this.#room = room;
    this.#changed = changed;
  }

  /** In the order in which it was said. */
  get messages() {
    return sorted(this.#past ?? this.#messages);
  }

  get isPast() {
    return this.#past !== null;
  }

  /** Whether there is more before what is shown. */
  get more() {
    return this.#more[this.#past ? 'past' : 'live'];
  }

  /** Whether one can speak. */
  get isLive() {
    return this.state === 'live';
  }

  async open() {
    await this.earlier();
    const url = new URL('../ws', location.href);
    url.hash = '';
    url.protocol = url.protocol.replace('http', 'ws');
    const parley = new Parley(url, { console: true });
    this.#parley = parley;
    parley.on('chat:message', (message) => this.#keep([message]));
    parley.on('chat:edited', (message) => this.#change(message));
    parley.on('chat:deleted', (message) => this.#change({ ...message, content: undefined }));
    parley.on('moderation:room', () => this.#changed(true));
    parley.on('state', ({ state }) => {
      if (this.state === 'reading' || state === 'online') return;
      this.state = 'away';
      this.#changed();
    });
    parley.on('welcome', () => {
      if (this.state === 'away') this.state = 'live';
      this.#changed();
    });
    try {
      const { messages } = await parley.join(this.#room, { history: PAGE });
      this.state = 'live';
      this.#keep(messages);
    } catch {
      this.#readOn();
    }
  }

  close() {
    this.#parley?.close();
    this.#poll?.stop();
  }

  /** @param {string} content */
  say(content) {
    return this.#parley?.send(this.#room, content) ?? Promise.reject(new Error('closed'));
  }

  /** Loads what was said before the first that is shown. */
  earlier() {
    const past = this.#past;
    return this.#read({ before: this.messages[0]?.seq }, (page) => {
      this.#more[past ? 'past' : 'live'] = page.more;
      this.#keep(page.messages, past ?? this.#messages);
    });
  }

  /**
   * Shows what was said from a moment on.
   * @param {Date} moment
   */
  jump(moment) {
    return this.#read({ at: moment.toISOString() }, (page) => {
      this.#past = new Map();
      this.#more.past = (page.messages[0]?.seq ?? 2) > 1;
      this.moreAfter = page.more;
      this.#keep(page.messages, this.#past);
    });
  }

  /** Loads what was said after the last that is shown. */
  later() {
    const past = this.#past;
    if (past === null) return Promise.resolve();
    return this.#read({ after: this.messages.at(-1)?.seq }, (page) => {
      this.moreAfter = page.more;
      this.#keep(page.messages, past);
    });
  }

  /** Shows what is said now. */
  backToNow() {
    this.#past = null;
    this.#changed();
  }

  /**
   * @param {Record<string, any>} where
   * @param {(page: any) => void} found
   */
  async #read(where, found) {
    try {
      const page = await get('admin/room/messages', { roomId: this.#room, limit: PAGE, ...where });
      this.error = null;
      found(page);
    } catch (error) {
      this.error = error?.code === 'not-found' ? null : error;
      this.#changed();
    }
  }

  /** The room lets nobody in who is not of it. */
  #readOn() {
    this.#parley?.close();
    this.#parley = null;
    this.state = 'reading';
    const ask = () => this.#read({}, (page) => this.#keep(page.messages));
    this.#poll = new Poll(ask, EVERY_MS);
    this.#poll.start();
  }

  /**
   * @param {any[]} messages
   * @param {Map<number, any>} [into]
   */
  #keep(messages, into = this.#messages) {
    for (const message of messages) into.set(message.seq, message);
    if (this.#messages.size > MOST_KEPT) {
      for (const old of sorted(this.#messages).slice(0, this.#messages.size - MOST_KEPT)) {
        this.#messages.delete(old.seq);
      }
      this.#more.live = true;
    }
    this.#changed();
  }

  /** @param {any} change with all that the message is now */
  #change(change) {
    for (const shown of [this.#messages, this.#past]) {
      if (shown?.has(change.seq)) this.#keep([change], shown);
    }
  }
}

/** @param {Map<number, any>} messages */
function sorted(messages) {
  return [...messages.values()].sort((a, b) => a.seq - b.seq);
}
