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
  #closed = false;
  /** Raised whenever another time is looked at, so that answers of before are known as such. */
  #looked = 0;

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

  /** Whether one can speak: while the connection is away, what is said waits for it. */
  get canSpeak() {
    return this.state === 'live' || this.state === 'away';
  }

  async open() {
    await this.earlier();
    if (this.#closed) return;
    const url = new URL('../ws', location.href);
    url.hash = '';
    url.protocol = url.protocol.replace('http', 'ws');
    const parley = new Parley(url, { console: true });
    this.#parley = parley;
    parley.on('chat:message', (message) => this.#keep([message]));
    parley.on('chat:edited', (message) => this.#change(message));
    parley.on('chat:deleted', (message) => this.#change({ ...message, content: undefined }));
    parley.on('moderation:room', () => this.#changed(true));
    parley.on('room:resumed', (resumed) => this.#onResumed(resumed));
    parley.on('room:lost', () => this.#readOn());
    parley.on('state', ({ state }) => {
      if (this.state === 'reading' || state === 'online') return;
      this.state = 'away';
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
    this.#closed = true;
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
    const isWanted = () => past === null || past === this.#past;
    return this.#read(
      { before: this.messages[0]?.seq },
      (page) => {
        this.#more[past ? 'past' : 'live'] = page.more;
        this.#keep(page.messages, past ?? this.#messages);
      },
      isWanted,
    );
  }

  /**
   * Shows what was said from a moment on.
   * @param {Date} moment
   */
  jump(moment) {
    const looked = ++this.#looked;
    return this.#read(
      { at: moment.toISOString() },
      (page) => {
        this.#past = new Map();
        this.#more.past = (page.messages[0]?.seq ?? 2) > 1;
        this.moreAfter = page.more;
        this.#keep(page.messages, this.#past);
      },
      () => looked === this.#looked,
    );
  }

  /** Loads what was said after the last that is shown. */
  later() {
    const past = this.#past;
    if (past === null) return Promise.resolve();
    return this.#read(
      { after: this.messages.at(-1)?.seq },
      (page) => {
        this.moreAfter = page.more;
        this.#keep(page.messages, past);
      },
      () => past === this.#past,
    );
  }

  /** Shows what is said now. */
  backToNow() {
    this.#looked += 1;
    this.#past = null;
    this.#changed();
  }

  /** Forgets the oldest of a long talk; the server has them. For who looks at its end alone. */
  trim() {
    const excess = this.#messages.size - MOST_KEPT;
    if (excess <= 0) return;
    for (const { seq } of sorted(this.#messages).slice(0, excess)) this.#messages.delete(seq);
    this.#more.live = true;
  }

  /**
   * @param {Record<string, any>} where
   * @param {(page: any) => void} found
   * @param {() => boolean} [isWanted] whether the answer still is, when it comes
   */
  async #read(where, found, isWanted = () => true) {
    const isLate = () => this.#closed || !isWanted();
    try {
      const page = await get('admin/room/messages', { roomId: this.#room, limit: PAGE, ...where });
      if (isLate()) return;
      this.error = null;
      found(page);
    } catch (error) {
      if (isLate()) return;
      this.error = error?.code === 'not-found' ? null : error;
      this.#changed();
    }
  }

  /** @param {import('../client/parley.d.ts').RoomResumed} resumed */
  #onResumed({ recovered, messages }) {
    if (!recovered) {
      this.#messages.clear();
      this.#more.live = (messages[0]?.seq ?? 1) > 1;
    }
    this.state = 'live';
    this.#keep(messages);
  }

  /** The room lets nobody in who is not of it. */
  #readOn() {
    if (this.#closed || this.#poll) return;
    this.state = 'reading';
    this.#parley?.close();
    this.#parley = null;
    this.#poll = new Poll(() => this.#readNews(), EVERY_MS);
    this.#poll.start();
    this.#changed();
  }

  /** The newest, as they are now, and what was said before them while nobody looked. */
  async #readNews() {
    let last = sorted(this.#messages).at(-1)?.seq;
    let first = 0;
    await this.#read({}, (page) => {
      first = page.messages[0]?.seq ?? 0;
      if (last !== undefined && first - last > MOST_KEPT) {
        this.#messages.clear(); // as for who comes now
        this.#more.live = true;
        last = undefined;
      }
      this.#keep(page.messages);
    });
    while (last !== undefined && last + 1 < first && !this.#closed) {
      const after = last;
      last = undefined;
      await this.#read({ after }, (page) => {
        if (page.more) last = page.messages.at(-1)?.seq;
        this.#keep(page.messages);
      });
    }
  }

  /**
   * @param {any[]} messages
   * @param {Map<number, any>} [into]
   */
  #keep(messages, into = this.#messages) {
    for (const message of messages) into.set(message.seq, message);
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
