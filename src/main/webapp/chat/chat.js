// What the page shows, and what the user can do.

import { connect } from '../client/parley.js';
import { Bulletins } from './bulletins.js';
import { Conversation } from './conversation.js';
import { Moderation } from './moderation.js';
import { recall, remember, tokenStorage } from './preferences.js';
import { follow } from './follow.js';

const PAGE = 50;

/** @typedef {'rooms' | 'timeline' | 'members' | 'typing' | 'me' | 'connection'
 *     | 'moderation'} Topic */
/** @typedef {import('./conversation.js').Pending} Pending */

/**
 * The rooms of one user. An event of a topic's name is dispatched after changes, once a turn of the
 * event loop; a `notice` event carries a sentence for the user.
 */
export class Chat extends EventTarget {
  /** @type {Map<string, Conversation>} */
  conversations = new Map();
  /** @type {Conversation | null} */
  active = null;
  /** @type {import('../client/parley.d.ts').StateChange | null} */
  connection = null;
  /** @type {number | null} how many messages the newest reconnection brought; null if there was none */
  recovered = null;
  /** @type {{status: 'online' | 'away' | 'busy', text: string}} */
  presence = recall('presence', { status: 'online', text: '' });
  /** Whether the newest message of the active room is in view. */
  atEnd = true;
  /** @type {Set<Topic>} */
  #changed = new Set();

  /**
   * @param {string} name
   * @param {URL} url
   */
  constructor(name, url) {
    super();
    this.name = name;
    this.parley = connect(url, { name, storage: tokenStorage(name) });
    this.moderation = new Moderation(this);
    this.bulletins = new Bulletins(this);
    follow(this);
    this.#sendPresence();
  }

  get connected() {
    return this.connection?.state === 'online';
  }

  /** @param {string} userId */
  isMe(userId) {
    return userId === this.parley.user?.id;
  }

  /**
   * Shows a room, and enters it if that is not so yet.
   * @param {string} roomId
   */
  open(roomId) {
    if (this.active?.roomId === roomId) return;
    this.lookAway();
    this.active = this.conversations.get(roomId) ?? this.enter(roomId);
    this.atEnd = true;
    this.touch('rooms', 'timeline', 'members', 'typing', 'moderation');
  }

  /**
   * Enters a room without showing it.
   * @param {string} roomId
   */
  enter(roomId) {
    const conversation = new Conversation(roomId);
    this.conversations.set(roomId, conversation);
    this.#rememberRooms();
    void this.#join(conversation);
    return conversation;
  }

  /** @param {Conversation} conversation one that moderators kept the user out of */
  enterAgain(conversation) {
    conversation.exclusion = null;
    void this.#join(conversation);
    this.touch('timeline', 'moderation');
  }

  /** @param {Conversation} conversation */
  async #join(conversation) {
    const { roomId } = conversation;
    try {
      this.#entered(conversation, await this.parley.join(roomId, { history: PAGE }));
    } catch (thrown) {
      const error = /** @type {any} */ (thrown);
      // With a connection that has ended for good, the banner says why; the rooms are kept.
      if (error.code === 'closed' || this.moderation.keepsOut(conversation, error)) return;
      this.drop(roomId, `You cannot enter ${roomId}: ${error.message}`);
    }
  }

  /** @param {string} roomId */
  leave(roomId) {
    this.drop(roomId);
    this.parley.leave(roomId).catch(() => {
      // The connection broke meanwhile: the server forgets the session's rooms by itself.
    });
  }

  /**
   * The room is left, or was never entered.
   * @param {string} roomId
   * @param {string} [notice]
   */
  drop(roomId, notice) {
    if (!this.conversations.delete(roomId)) return;
    this.#rememberRooms();
    this.bulletins.forgetRoom(roomId);
    if (notice) this.notice(notice);
    if (this.active?.roomId === roomId) {
      this.active = this.conversations.values().next().value ?? null;
      this.atEnd = true;
    }
    this.touch('rooms', 'timeline', 'members', 'typing', 'moderation');
  }

  /** @param {string} content */
  send(content) {
    const conversation = this.active;
    if (!conversation) return;
    conversation.marker = 0;
    this.#send(conversation.roomId, content);
  }

  /** @param {Pending} pending one that failed */
  retry({ roomId, content, key }) {
    this.#send(roomId, content, { key, waitForSlowMode: true });
  }

  /** @param {Pending} pending one that failed */
  discard({ roomId, key }) {
    this.conversations.get(roomId)?.pending.delete(key);
    this.touch('timeline');
  }

  /**
   * @param {string} messageId
   * @param {string} content
   * @returns {Promise<boolean>} whether it was done
   */
  edit(messageId, content) {
    return this.#attempt('edited', (roomId) => this.parley.edit(roomId, messageId, content));
  }

  /**
   * @param {string} messageId
   * @returns {Promise<boolean>} whether it was done
   */
  delete(messageId) {
    return this.#attempt('deleted', (roomId) => this.parley.delete(roomId, messageId));
  }

  /**
   * @param {import('./conversation.js').Message} reported
   * @param {string} reason
   * @returns {Promise<string | null>} what went wrong, or null
   */
  async report({ roomId, messageId }, reason) {
    try {
      await this.parley.report(roomId, messageId, reason);
      this.notice('Reported. Moderators will look at it.');
      return null;
    } catch (error) {
      return `It was not reported: ${message(error)}`;
    }
  }

  async loadOlder() {
    const conversation = this.active;
    if (!conversation?.more || conversation.loading === 'loading') return;
    const { roomId, epoch } = conversation;
    const before = conversation.messages[0]?.seq;
    conversation.loading = 'loading';
    this.touch('timeline');
    try {
      const page = await this.parley.history(roomId, { before, limit: PAGE });
      conversation.loading = 'idle';
      const unchanged = page.epoch === epoch && conversation.messages[0]?.seq === before;
      if (unchanged) conversation.prepend(page);
    } catch {
      conversation.loading = 'failed';
    }
    this.touch('timeline');
  }

  async loadMembers() {
    const conversation = this.active;
    if (!conversation) return;
    const { roomId, membersUpTo: after } = conversation;
    try {
      const page = await this.parley.members(roomId, { after });
      if (conversation.membersUpTo === after) conversation.addMembers(page);
    } catch (error) {
      this.notice(`The members could not be loaded: ${message(error)}`);
    }
    this.touch('members');
  }

  /** @param {boolean} atEnd */
  setAtEnd(atEnd) {
    if (this.atEnd !== atEnd) {
      this.atEnd = atEnd;
      this.touch('timeline');
    }
    this.markRead();
  }

  /** Marks the active room as read, if the user looks at its end. */
  markRead() {
    const conversation = this.active;
    if (!conversation?.joined || !this.looking) return;
    if (conversation.read === conversation.seq && conversation.unread === 0) return;
    conversation.read = conversation.seq;
    conversation.unread = 0;
    this.#rememberRead(conversation);
    this.touch('rooms', 'timeline');
  }

  /** Whether the end of the active room is before the user's eyes. */
  get looking() {
    return this.atEnd && document.visibilityState === 'visible';
  }

  /** The active room goes out of sight: what is new in it was seen. */
  lookAway() {
    if (this.active && this.active.unread === 0) this.active.marker = 0;
  }

  /**
   * @param {'online' | 'away' | 'busy'} status
   * @param {string} text
   */
  setPresence(status, text) {
    this.presence = { status, text };
    remember('presence', this.presence);
    this.#sendPresence();
    this.touch('me');
  }

  close() {
    this.parley.close();
  }

  /** @param {...Topic} topics */
  touch(...topics) {
    if (this.#changed.size === 0) {
      queueMicrotask(() => {
        const changed = [...this.#changed];
        this.#changed.clear();
        for (const topic of changed) this.dispatchEvent(new Event(topic));
      });
    }
    for (const topic of topics) this.#changed.add(topic);
  }

  /** @param {string} text */
  notice(text) {
    this.dispatchEvent(new CustomEvent('notice', { detail: text }));
  }

  /**
   * @param {Conversation} conversation
   * @param {import('../client/parley.d.ts').RoomState} state
   */
  #entered(conversation, state) {
    conversation.enter(state);
    const read = recall('read', {})[conversation.roomId];
    const known = read?.epoch === state.epoch;
    conversation.read = known ? Math.min(read.seq, state.seq) : state.seq;
    conversation.unread = state.seq - conversation.read;
    conversation.marker = conversation.unread > 0 ? conversation.read + 1 : 0;
    this.touch('rooms', 'timeline', 'members', 'moderation');
  }

  /**
   * @param {string} roomId
   * @param {string} content
   * @param {{key?: string, waitForSlowMode?: boolean}} [options]
   */
  #send(roomId, content, options) {
    this.parley.send(roomId, content, options).catch(() => {
      // The library's `outgoing` event has told it: the timeline shows the failure.
    });
  }

  /**
   * @param {string} done
   * @param {(roomId: string) => Promise<unknown>} command
   */
  async #attempt(done, command) {
    try {
      await command(this.active?.roomId ?? '');
      return true;
    } catch (error) {
      this.notice(`The message was not ${done}: ${message(error)}`);
      return false;
    }
  }

  #sendPresence() {
    const { status, text } = this.presence;
    this.parley.setPresence(status, text || undefined).catch((error) => {
      this.notice(`Your presence was not set: ${message(error)}`);
    });
  }

  #rememberRooms() {
    remember('rooms', [...this.conversations.keys()]);
  }

  /** @param {Conversation} conversation */
  #rememberRead({ roomId, epoch, read }) {
    remember('read', { ...recall('read', {}), [roomId]: { epoch, seq: read } });
  }
}

/** @param {any} error */
function message(error) {
  return error.violations?.[0]?.message ?? error.message;
}
