// What moderators have done to this user and to the rooms, and what follows from it.

/** A timer takes no longer delay. */
const TIMER_MAX_MS = 2 ** 31 - 1;
const STAFF = ['moderator', 'admin'];

/** @typedef {import('./conversation.js').Conversation} Conversation */
/** @typedef {import('../client/parley.d.ts').Outgoing} Outgoing */

/**
 * What counts until a moment, in ms since 1970, or where there is none until a moderator takes it
 * back. `guessed`: from a refusal, which does not say whether it is for one room or for all.
 * @typedef {{until?: number, reason: string, guessed?: boolean}} Imposed
 * @typedef {Imposed & {kind: 'kicked' | 'banned' | 'locked', message?: string}} Exclusion `message`:
 *     the server's sentence, where that is all that is known
 * @typedef {Imposed & {kind: 'banned' | 'disconnected'}} Ending
 */

/**
 * Follows the server's `moderation:*` events into the conversations, and forgets what ends by
 * itself; each change touches the chat's topic `moderation`.
 */
export class Moderation {
  /** @type {Imposed | null} in all rooms */
  mute = null;
  /** @type {Ending | null} why there is no connection any more */
  ending = null;
  #chat;
  /** @type {Map<string, boolean>} rooms that the user was invited to; whether to moderate them */
  #invited = new Map();
  #asked = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {import('./chat.js').Chat} chat */
  constructor(chat) {
    this.#chat = chat;
    this.#followUser();
    this.#followRooms();
    chat.addEventListener('moderation', () => this.#sleep());
  }

  /**
   * Whether moderators' settings of a room do not bind the user, as far as the page knows: who else
   * moderates it, by its policy or a token, the server tells nobody.
   * @param {string} roomId
   */
  isStaff(roomId) {
    const roles = this.#chat.parley.user?.roles ?? [];
    return roles.some((role) => STAFF.includes(role)) || this.#invited.get(roomId) === true;
  }

  /**
   * What keeps the user from speaking in a room.
   * @param {Conversation} conversation
   */
  muteIn({ mute }) {
    return mute ?? this.mute;
  }

  /**
   * Whether a room is closed to what the user would say, of whom the server has refused something.
   * @param {Conversation} conversation
   */
  isClosed({ roomId, controls, bound }) {
    if (!controls || !bound) return false;
    const guest = this.#chat.parley.user?.roles.includes('guest');
    return controls.readOnly || (controls.membersOnly && guest && !this.#invited.has(roomId));
  }

  /**
   * When the user may speak again in a slow room, unless it does not bind, in ms since 1970; 0: now.
   * @param {Conversation} conversation
   */
  slowUntil({ roomId, controls, saidAt, refusedUntil }) {
    if (!controls?.slowModeSeconds || this.isStaff(roomId)) return 0;
    const until = Math.max(refusedUntil, saidAt + controls.slowModeSeconds * 1000);
    return until > Date.now() ? until : 0;
  }

  /**
   * The server does not let the user into a room, or any longer.
   * @param {Conversation} conversation
   * @param {import('../client/parley.d.ts').ParleyError} error
   * @returns {boolean} whether moderators keep the user out of it
   */
  keepsOut(conversation, { code, message, retryAfterMs }) {
    if (code !== 'banned' && code !== 'locked') return false;
    const until = retryAfterMs === undefined ? undefined : Date.now() + retryAfterMs;
    // The event that came before says more.
    const exclusion = conversation.exclusion ?? { kind: code, until, reason: '', message };
    this.#exclude(conversation.roomId, exclusion);
    return true;
  }

  #followUser() {
    const { parley } = this.#chat;
    parley.on('welcome', () => {
      this.mute = null; // told again after it
      this.ending = null;
      this.#asked = false;
      this.#chat.touch('moderation');
    });
    parley.on('moderation:muted', ({ roomId, ...told }) => this.#setMute(roomId, imposed(told)));
    parley.on('moderation:banned', ({ roomId, ...told }) => {
      if (roomId !== undefined) this.#exclude(roomId, { kind: 'banned', ...imposed(told) });
      else this.ending = { kind: 'banned', ...imposed(told) };
    });
    parley.on('moderation:kicked', ({ roomId, ...told }) => {
      this.#exclude(roomId, { kind: 'kicked', ...imposed(told) });
    });
    parley.on('moderation:disconnected', ({ reason }) => {
      this.ending = { kind: 'disconnected', reason };
    });
    parley.on('moderation:lifted', ({ kind, roomId }) => {
      if (kind === 'mute') this.#setMute(roomId, null);
      else if (roomId !== undefined) this.#readmit(roomId);
    });
  }

  #followRooms() {
    const { parley } = this.#chat;
    parley.on('moderation:room', (controls) => {
      const conversation = this.#chat.conversations.get(controls.roomId);
      if (!conversation) return;
      // What was said before the room became slow does not count; who enters is told no reason.
      const became = controls.reason !== undefined && !conversation.controls?.slowModeSeconds;
      if (became) conversation.saidAt = 0;
      conversation.controls = controls;
      conversation.refusedUntil = 0;
      if (controls.slowModeSeconds || controls.membersOnly) void this.#askForInvitations();
      this.#chat.touch('moderation');
    });
    parley.on('room:resumed', ({ roomId }) => {
      const conversation = this.#chat.conversations.get(roomId);
      if (!conversation) return;
      conversation.mute = conversation.controls = null; // told again after it
      conversation.bound = false;
      this.#chat.touch('moderation');
    });
    parley.on('room:invited', ({ roomId, moderator }) => this.#invite(roomId, moderator));
    parley.on('room:uninvited', ({ roomId }) => this.#invite(roomId, null));
    parley.on('outgoing', (change) => this.#onOutgoing(change));
    parley.on('chat:message', ({ roomId, senderId, timestamp }) => {
      if (this.#chat.isMe(senderId)) this.#said(roomId, timestamp);
    });
  }

  /**
   * @param {string | undefined} roomId
   * @param {Imposed | null} mute
   */
  #setMute(roomId, mute) {
    const conversation = roomId === undefined ? this : this.#chat.conversations.get(roomId);
    if (!conversation) return;
    const wasGuessed = roomId === undefined && this.#forgetGuesses();
    if ((conversation.mute || wasGuessed) && !mute) this.#speaksAgain(roomId);
    conversation.mute = mute;
    this.#chat.touch('moderation');
  }

  /** @returns {boolean} whether there was one */
  #forgetGuesses() {
    const guessed = [...this.#chat.conversations.values()].filter(({ mute }) => mute?.guessed);
    for (const conversation of guessed) conversation.mute = null;
    return guessed.length > 0;
  }

  /**
   * @param {string} roomId
   * @param {Exclusion} exclusion
   */
  #exclude(roomId, exclusion) {
    const conversation = this.#chat.conversations.get(roomId);
    if (!conversation) return;
    conversation.joined = false;
    conversation.exclusion = exclusion;
    conversation.mute = conversation.controls = null;
    conversation.bound = false;
    conversation.members.clear();
    conversation.typing.clear();
    this.#chat.bulletins.forgetRoom(roomId);
    this.#chat.touch('rooms', 'timeline', 'members', 'typing', 'moderation');
  }

  /** @param {string} roomId */
  #readmit(roomId) {
    const exclusion = this.#chat.conversations.get(roomId)?.exclusion;
    if (!exclusion) return;
    exclusion.until = 0;
    this.#chat.touch('moderation');
  }

  /** @param {Outgoing} change */
  #onOutgoing({ roomId, ack, error, retryAt }) {
    const conversation = this.#chat.conversations.get(roomId);
    if (!conversation) return;
    const { code, retryAfterMs } = error ?? {};
    const until = retryAfterMs === undefined ? undefined : Date.now() + retryAfterMs;
    if (code === 'locked' || code === 'slow-mode' || retryAt !== undefined) {
      conversation.bound = true;
    }
    if (ack) this.#said(roomId, ack.timestamp);
    else if (retryAt !== undefined) conversation.refusedUntil = retryAt;
    else if (code === 'slow-mode') conversation.refusedUntil = until ?? 0;
    else if (code === 'muted' && !this.muteIn(conversation)) {
      // By this clock it was over already; the message that was refused says why.
      conversation.mute = { until, reason: '', guessed: true };
    }
    this.#chat.touch('moderation');
  }

  /**
   * @param {string} roomId
   * @param {string} timestamp which may be of long ago, where it is told after a reconnection
   */
  #said(roomId, timestamp) {
    const conversation = this.#chat.conversations.get(roomId);
    if (!conversation?.controls?.slowModeSeconds) return;
    const at = Math.min(Date.now(), Date.parse(timestamp));
    if (at <= conversation.saidAt) return;
    conversation.saidAt = at;
    conversation.refusedUntil = 0;
    this.#chat.touch('moderation');
  }

  /** Once a connection, and only where a room is not open: who is invited may be exempt. */
  async #askForInvitations() {
    if (this.#asked) return;
    this.#asked = true;
    try {
      let page = await this.#chat.parley.invitations();
      this.#invited.clear();
      for (;;) {
        for (const { roomId, moderator } of page.invitations) this.#invite(roomId, moderator);
        const after = page.invitations.at(-1)?.roomId;
        if (!page.more || after === undefined) return;
        page = await this.#chat.parley.invitations({ after });
      }
    } catch {
      this.#asked = false; // as for who is not invited; the next change of a room asks again
    }
  }

  /**
   * @param {string} roomId
   * @param {boolean | null} moderator null: not invited any more
   */
  #invite(roomId, moderator) {
    if (moderator === null) this.#invited.delete(roomId);
    else this.#invited.set(roomId, moderator);
    const conversation = this.#chat.conversations.get(roomId);
    if (conversation) conversation.bound = false;
    this.#chat.touch('moderation');
  }

  /** @param {string | undefined} roomId */
  #speaksAgain(roomId) {
    if (roomId !== undefined && this.mute) return;
    this.#chat.notice(`You may write ${roomId === undefined ? 'again' : `in ${roomId} again`}.`);
  }

  /** Ends what is over, and wakes when the next is. */
  #sleep() {
    clearTimeout(this.#timer);
    const now = Date.now();
    const ends = [...this.#chat.conversations.values()].flatMap((conversation) => {
      this.#expire(conversation, conversation.roomId, now);
      const { mute, exclusion } = conversation;
      return [mute?.until, exclusion?.until, this.slowUntil(conversation)];
    });
    this.#expire(this, undefined, now);
    ends.push(this.mute?.until, ...this.#chat.bulletins.ends);
    const next = Math.min(...ends.map((end) => (end && end > now ? end : Infinity)));
    if (next === Infinity) return;
    this.#timer = setTimeout(
      () => this.#chat.touch('moderation'),
      Math.min(TIMER_MAX_MS, next - now + 1),
    );
  }

  /**
   * @param {{mute: Imposed | null}} one
   * @param {string | undefined} roomId
   * @param {number} now
   */
  #expire(one, roomId, now) {
    if (one.mute?.until === undefined || one.mute.until > now) return;
    one.mute = null;
    this.#speaksAgain(roomId);
  }
}

/** @param {{until?: string, reason: string}} told */
function imposed({ until, reason }) {
  return { until: until === undefined ? undefined : Date.parse(until), reason };
}
