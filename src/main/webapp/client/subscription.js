// One room as this client follows it: up to where it has heard, and what it must not tell yet.

/** More than this is not held back; what is dropped comes back through the gap that it leaves. */
const MAX_HELD = 1000;

/**
 * @typedef {{epoch: string, seq: number, rev: number}} Position
 * @typedef {object} Chat a message as the wire carries it
 * @property {string} epoch
 * @property {number} seq
 * @property {number} [rev]
 * @property {string} [deletedAt]
 */

/**
 * Delivers the room's messages in order, each once. Live events are held back while the room is
 * being entered, or when one shows that others are missing; `stale` then says that the room has to
 * be joined again from the position.
 */
export class Subscription {
  /** @type {Position | null} */
  position = null;
  /** @type {'waiting' | 'joining' | 'resuming' | 'settling' | 'live'} */
  phase = 'waiting';
  /** @type {{type: string, message: Chat}[]} */
  #held = [];
  /** @type {Map<number, number>} the revisions, above the position's, of messages by sequence */
  #newer = new Map();
  #deliver;

  /**
   * @param {string} roomId
   * @param {number} history how many messages a join without position asks for
   * @param {(type: string, message: any) => void} deliver
   */
  constructor(roomId, history, deliver) {
    this.roomId = roomId;
    this.history = history;
    this.#deliver = deliver;
  }

  /** What `room:join` asks. */
  joinData() {
    const data = { roomId: this.roomId, history: this.history };
    return this.position ? { ...data, since: { ...this.position } } : data;
  }

  /** The connection is gone: what was held back comes again with the next join. */
  suspend() {
    this.phase = 'waiting';
    this.#held = [];
  }

  /**
   * Takes a `chat:message`, `chat:edited` or `chat:deleted`, or what else is told of the room.
   * @param {string} type
   * @param {Chat} message
   * @returns {boolean} false when something before it is missing and the room must be joined again
   */
  accept(type, message) {
    if (this.phase !== 'live') {
      this.#hold(type, message);
      return true;
    }
    if (!type.startsWith('chat:')) {
      this.#deliver(type, message);
      return true;
    }
    const position = /** @type {Position} */ (this.position);
    const counter = type === 'chat:message' ? 'seq' : 'rev';
    const next = message[counter] ?? 0;
    if (message.epoch === position.epoch && next <= position[counter]) return true;
    if (message.epoch !== position.epoch || next > position[counter] + 1) {
      this.#hold(type, message);
      return false;
    }
    position[counter] = next;
    if (counter === 'seq') this.#note(message);
    if (counter === 'seq' || this.#isNew(message)) this.#deliver(type, message);
    return true;
  }

  /**
   * Takes the answer to a join: delivers what was missed, if it is all there.
   * @param {any} ack
   * @returns {number} how many messages were delivered
   */
  entered(ack) {
    const known = ack.recovered ? this.position : null;
    this.position = { epoch: ack.epoch, seq: ack.seq, rev: ack.rev };
    this.phase = 'settling';
    if (!known) this.#newer.clear();
    for (const message of ack.messages) this.#note(message);
    if (!known) return 0;
    const missed = ack.messages.filter((/** @type {Chat} */ m) => m.seq > known.seq);
    for (const message of missed) this.#deliver('chat:message', message);
    for (const message of ack.changed ?? []) {
      if (!this.#isNew(message)) continue;
      this.#deliver(message.deletedAt ? 'chat:deleted' : 'chat:edited', message);
    }
    return missed.length;
  }

  /**
   * Lets go what was held back.
   * @returns {boolean} false when something is missing again
   */
  release() {
    this.phase = 'live';
    const held = this.#held;
    this.#held = [];
    let complete = true;
    for (const { type, message } of held) {
      if (complete) complete = this.accept(type, message);
      else this.#hold(type, message);
    }
    return complete;
  }

  /**
   * A message that is read from the log is as it is now; what led there may still come.
   * @param {Chat} message
   */
  #note({ seq, rev = 0 }) {
    if (rev > /** @type {Position} */ (this.position).rev) this.#newer.set(seq, rev);
  }

  /**
   * Whether the message has not come as it is, or newer, already.
   * @param {Chat} message edited or deleted
   */
  #isNew({ seq, rev = 0 }) {
    const newest = this.#newer.get(seq) ?? 0;
    if (newest <= rev) this.#newer.delete(seq);
    return newest < rev;
  }

  /**
   * @param {string} type
   * @param {Chat} message
   */
  #hold(type, message) {
    this.#held.push({ type, message });
    if (this.#held.length > MAX_HELD) this.#held.shift();
  }
}
