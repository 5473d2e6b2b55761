// What moderators have announced, and what became of the user's reports: there until it is over or
// put away.

import { recallHere, rememberHere } from './preferences.js';

/** So many that were put away are remembered, so that a reload does not show them again. */
const REMEMBERED = 100;

/**
 * @typedef {object} Bulletin
 * @property {string} id
 * @property {string} [roomId] for that room's people; absent: for all
 * @property {'info' | 'warning'} level
 * @property {string} words the page's own
 * @property {string} [content] a moderator's
 * @property {number} [until] in ms since 1970
 */

/** Changes touch the chat's topic `moderation`. */
export class Bulletins {
  #chat;
  /** @type {Map<string, Bulletin>} */
  #all = new Map();
  /** @type {string[]} */
  #dismissed = recallHere('dismissed', []);

  /** @param {import('./chat.js').Chat} chat */
  constructor(chat) {
    this.#chat = chat;
    const { parley } = chat;
    parley.on('moderation:announcement', ({ id, roomId, content, level, until }) => {
      if (this.#dismissed.includes(id)) return;
      const words = roomId === undefined ? 'Announcement.' : `Announcement in ${roomId}.`;
      const end = until === undefined ? undefined : Date.parse(until);
      this.#add({ id, roomId, level, words, content, until: end });
    });
    parley.on('moderation:announcement-ended', ({ id }) => this.#remove(id));
    parley.on('moderation:report-decided', ({ reportId, roomId, state }) => {
      const outcome = state === 'removed' ? 'was removed' : 'stays';
      const words = `The message that you reported in ${roomId} ${outcome}. Thank you for telling.`;
      this.#add({ id: `report ${reportId}`, level: 'info', words }); // the newest decision
    });
    // What stands is told again to who comes.
    parley.on('welcome', () => this.#forget(({ roomId, until }) => !roomId && until !== undefined));
    parley.on('room:resumed', (state) =>
      this.#forget(({ roomId, until }) => roomId === state.roomId && until !== undefined),
    );
  }

  /**
   * What to show in a room, from the oldest.
   * @param {string | undefined} roomId
   */
  in(roomId) {
    const now = Date.now();
    return [...this.#all.values()].filter(
      (each) =>
        (each.roomId === undefined || each.roomId === roomId) && (each.until ?? Infinity) > now,
    );
  }

  /** When those that stand for a time are over, in ms since 1970. */
  get ends() {
    return [...this.#all.values()].map(({ until }) => until);
  }

  /** @param {string} id */
  dismiss(id) {
    this.#dismissed = [...this.#dismissed, id].slice(-REMEMBERED);
    rememberHere('dismissed', this.#dismissed);
    this.#remove(id);
  }

  /**
   * The user is not in the room any more, and does not hear what is taken back there.
   * @param {string} left
   */
  forgetRoom(left) {
    this.#forget(({ roomId }) => roomId === left);
  }

  /** @param {Bulletin} bulletin */
  #add(bulletin) {
    this.#all.set(bulletin.id, bulletin);
    this.#chat.touch('moderation');
  }

  /** @param {string} id */
  #remove(id) {
    if (this.#all.delete(id)) this.#chat.touch('moderation');
  }

  /** @param {(bulletin: Bulletin) => boolean} which */
  #forget(which) {
    for (const bulletin of this.#all.values()) {
      if (which(bulletin)) this.#remove(bulletin.id);
    }
  }
}
