// What is said in one room, as it is said: over the WebSocket as any member hears it, or, where
// the moderator may read but not enter, by asking again and again.

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
  /** @type {Poll | null} */
  #poll = null;
  /** 'opening', 'live', 'reading', 'away' */
  state = 'opening';
  more = false;
  /** @type {unknown} */
  error = null;

  /**
   * @param {string} room
   * @param {() => void} changed
   */
  constructor(room, changed) {
    this.#room = room;
    this.#changed = changed;
  }

  /** In the order in which it was said. */
  get messages() {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
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

  /** @param {string} messageId */
  remove(messageId) {
    return this.#parley?.delete(this.#room, messageId) ?? Promise.reject(new Error('closed'));
  }

  /** Loads what was said before the first that is here. */
  async earlier() {
    const first = this.messages[0]?.seq;
    try {
      const page = await get('admin/room/messages', {
        roomId: this.#room,
        before: first,
        limit: PAGE,
      });
      this.more = page.more;
      this.error = null;
      this.#keep(page.messages);
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
    this.#poll = new Poll(async () => {
      try {
        const page = await get('admin/room/messages', { roomId: this.#room, limit: PAGE });
        this.error = null;
        this.#keep(page.messages);
      } catch (error) {
        this.error = error;
        this.#changed();
      }
    }, EVERY_MS);
    this.#poll.start();
  }

  /** @param {any[]} messages */
  #keep(messages) {
    for (const message of messages) this.#messages.set(message.seq, message);
    if (this.#messages.size > MOST_KEPT) {
      for (const old of this.messages.slice(0, this.#messages.size - MOST_KEPT)) {
        this.#messages.delete(old.seq);
      }
      this.more = true;
    }
    this.#changed();
  }

  /** @param {any} change */
  #change(change) {
    const known = this.#messages.get(change.seq);
    if (known) this.#keep([{ ...known, ...change }]);
  }
}
