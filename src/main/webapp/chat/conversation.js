// What is known of one room.

/** @typedef {import('../client/parley.d.ts').Message} Message */
/** @typedef {import('../client/parley.d.ts').Member} Member */
/** @typedef {import('../client/parley.d.ts').Outgoing} Outgoing */

/**
 * A message of one's own on its way. `messageId` is set once the message itself has come, which
 * may be before the ack: where the ack was lost with the connection.
 * @typedef {Outgoing & {at: string, messageId?: string}} Pending
 */

export class Conversation {
  joined = false;
  epoch = '';
  /** @type {Message[]} by sequence, without a gap */
  messages = [];
  /** Whether history has older messages. */
  more = false;
  /** @type {'idle' | 'loading' | 'failed'} */
  loading = 'idle';
  /** @type {Map<string, Pending>} by key */
  pending = new Map();
  /** @type {Map<string, Member>} */
  members = new Map();
  memberCount = 0;
  /** @type {string | undefined} the last user of the newest page; others came in beyond it */
  membersUpTo;
  /** @type {Map<string, string>} names by user id */
  typing = new Map();
  /** The newest sequence that the user has seen. */
  read = 0;
  unread = 0;
  /** The first sequence that was new when the user looked away, or 0. */
  marker = 0;
  /** What stands in the composer. */
  draft = '';
  /** @type {import('./moderation.js').Imposed | null} in this room alone */
  mute = null;
  /** @type {import('./moderation.js').Exclusion | null} why the user is not in the room */
  exclusion = null;
  /** @type {import('../client/parley.d.ts').RoomControls | null} null: open */
  controls = null;
  /** Whether the server has refused something for them: who moderates the room, it lets. */
  bound = false;
  /** When the user has last said something while the room was slow, in ms since 1970; or 0. */
  saidAt = 0;
  /** Until when the server takes nothing more in slow mode, as far as it has said so; or 0. */
  refusedUntil = 0;

  /** @param {string} roomId */
  constructor(roomId) {
    this.roomId = roomId;
  }

  /** The newest sequence that is known. */
  get seq() {
    return this.messages.at(-1)?.seq ?? this.read;
  }

  /**
   * Starts over from a room state: after the first join, or when what was missed is not to be had.
   * @param {import('../client/parley.d.ts').RoomState} state
   */
  enter(state) {
    this.epoch = state.epoch;
    this.messages = [...state.messages];
    this.more = (this.messages[0]?.seq ?? 1) > 1;
    this.loading = 'idle';
    this.joined = true;
    for (const { key, status } of this.pending.values()) {
      if (status === 'sent') this.pending.delete(key);
    }
    this.setMembers(state);
  }

  /** @param {{members: Member[], memberCount: number}} page the first */
  setMembers({ members, memberCount }) {
    this.members.clear();
    this.addMembers({ members, memberCount, more: members.length < memberCount });
    this.typing.clear();
  }

  /** @param {{members: Member[], memberCount: number, more: boolean}} page the next */
  addMembers({ members, memberCount, more }) {
    for (const member of members) this.members.set(member.userId, member);
    this.memberCount = memberCount;
    this.membersUpTo = more ? members.at(-1)?.userId : undefined;
  }

  /**
   * @param {Message} message the next in the room
   * @param {boolean} own
   */
  append(message, own) {
    this.messages.push(message);
    this.typing.delete(message.senderId);
    if (own) this.#arrive(message);
  }

  /** @param {Message} message as it is now */
  change(message) {
    const index = this.messages.findIndex(({ messageId }) => messageId === message.messageId);
    if (index < 0) return;
    // A page of history may have brought it newer than the events have got.
    if ((message.rev ?? 0) > (this.messages[index].rev ?? 0)) this.messages[index] = message;
  }

  /** @param {{messages: Message[], more: boolean}} page of history just below the oldest */
  prepend({ messages, more }) {
    const oldest = this.messages[0]?.seq ?? Infinity;
    this.messages.unshift(...messages.filter(({ seq }) => seq < oldest));
    this.more = more;
  }

  /**
   * Forgets the oldest messages; history has them.
   * @param {number} max
   */
  trim(max) {
    if (this.messages.length <= max) return;
    this.messages.splice(0, this.messages.length - max);
    this.more = true;
  }

  /** @param {Outgoing} change */
  track(change) {
    const known = this.pending.get(change.key);
    const pending = { at: new Date().toISOString(), ...known, ...change };
    if (change.status === 'failed') delete pending.messageId;
    if (change.retryAt === undefined) delete pending.retryAt;
    if (change.ack && this.find(change.ack.messageId)) this.pending.delete(change.key);
    else this.pending.set(change.key, pending);
  }

  /** @param {string} userId */
  lastOf(userId) {
    return this.messages.findLast((message) => message.senderId === userId && !message.deletedAt);
  }

  /** @param {string} messageId */
  find(messageId) {
    return this.messages.find((message) => message.messageId === messageId);
  }

  /** @param {Message} message one's own, which may be one of those on their way */
  #arrive({ messageId, content }) {
    const pending = [...this.pending.values()];
    const acked = pending.find(({ ack }) => ack?.messageId === messageId);
    if (acked) {
      this.pending.delete(acked.key);
      return;
    }
    const alike = pending.find(
      (one) => one.status !== 'failed' && !one.messageId && one.content === content,
    );
    if (alike) alike.messageId = messageId;
  }
}
