// What the page says of what moderators have imposed.

import { endOf } from './dates.js';

/** @typedef {import('./conversation.js').Conversation} Conversation */

/**
 * One sentence or more above the messages. `words` are the page's own, `said` is a reason, and
 * `content` an announcement.
 * @typedef {object} Notice
 * @property {string} key
 * @property {'notice' | 'warning'} level
 * @property {string} words
 * @property {string} [said]
 * @property {string} [content]
 * @property {number} [until] counted down to, in ms since 1970
 * @property {{label: string, act: () => void}} [action]
 */

/**
 * Of the room in view, and of all rooms.
 * @param {import('./chat.js').Chat} chat
 * @returns {Notice[]}
 */
export function notices(chat) {
  const { active, moderation, bulletins } = chat;
  const mute = active ? moderation.muteIn(active) : moderation.mute;
  /** @type {Notice[]} */
  const found = [];
  if (active?.exclusion) found.push(excluded(chat, active));
  else if (mute) found.push(muted(mute, active?.mute ? active.roomId : null));
  if (active?.controls && isSet(active.controls)) found.push(room(active, chat));
  for (const { id, level, words, content } of bulletins.in(active?.roomId)) {
    const action = { label: 'Dismiss', act: () => bulletins.dismiss(id) };
    const urgency = level === 'warning' ? 'warning' : 'notice';
    found.push({ key: `bulletin ${id}`, level: urgency, words, content, action });
  }
  return found;
}

/**
 * What keeps the user from writing in the room in view at all, in a few words; null where nothing
 * does.
 * @param {import('./chat.js').Chat} chat
 */
export function closed({ active, connection, moderation }) {
  if (!active) return null;
  if (connection?.state === 'closed') return 'You are not connected';
  if (active.exclusion) return `You are not in ${active.roomId}`;
  const mute = moderation.muteIn(active);
  if (mute) return `You are muted${untilWords(mute)}`;
  if (!moderation.isClosed(active)) return null;
  return active.controls?.readOnly ? 'This room is read-only' : 'Only members write here';
}

/**
 * Why a moderator has ended the connection.
 * @param {import('./moderation.js').Ending} ending
 */
export function endingWords({ kind, until, reason }) {
  const what = kind === 'banned' ? 'banned you here' : 'ended your connection';
  return `A moderator has ${what}${untilWords({ until })}: ${reason}`;
}

/**
 * @param {import('./moderation.js').Imposed} mute
 * @param {string | null} roomId null: everywhere
 * @returns {Notice}
 */
function muted(mute, roomId) {
  const where = roomId === null ? 'everywhere' : `in ${roomId}`;
  const words = `A moderator has muted you ${where}${untilWords(mute)}. You can still read.`;
  return { key: 'muted', level: 'warning', words, said: mute.reason, until: mute.until };
}

/**
 * @param {import('./chat.js').Chat} chat
 * @param {Conversation} conversation
 * @returns {Notice}
 */
function excluded(chat, conversation) {
  const { roomId, exclusion } = conversation;
  const { kind, until, reason, message } = /** @type {import('./moderation.js').Exclusion} */ (exclusion);
  const key = 'excluded';
  const waits = (until ?? 0) > Date.now();
  if (until !== undefined && !waits) {
    const action = { label: 'Enter again', act: () => chat.enterAgain(conversation) };
    return { key, level: 'notice', words: `You may enter ${roomId} again.`, action };
  }
  if (message !== undefined) {
    const action = { label: 'Try again', act: () => chat.enterAgain(conversation) };
    const words = `You cannot enter ${roomId}.`;
    return { key, level: 'warning', words, said: message, until, action: waits ? undefined : action };
  }
  const what = kind === 'kicked' ? `put you out of ${roomId}` : `banned you from ${roomId}`;
  const words = `A moderator has ${what}${untilWords({ until })}.`;
  return { key, level: 'warning', words, said: reason, until };
}

/** @param {import('../client/parley.d.ts').RoomControls} controls */
function isSet({ locked, readOnly, slowModeSeconds, membersOnly }) {
  return locked || readOnly || membersOnly || slowModeSeconds > 0;
}

/**
 * @param {Conversation} conversation
 * @param {import('./chat.js').Chat} chat
 * @returns {Notice}
 */
function room({ roomId, controls }, { moderation }) {
  const { locked, readOnly, slowModeSeconds, membersOnly, reason } =
    /** @type {import('../client/parley.d.ts').RoomControls} */ (controls);
  const sentences = [
    readOnly ? 'Moderators have made this room read-only.' : '',
    membersOnly ? 'For now only members write here.' : '',
    locked ? 'The room is locked: nobody else comes in.' : '',
    slowModeSeconds > 0 ? `Slow mode: one message every ${span(slowModeSeconds)}.` : '',
    moderation.isStaff(roomId) ? 'None of it binds you.' : '',
  ];
  return { key: 'room', level: 'notice', words: sentences.filter(Boolean).join(' '), said: reason };
}

/** @param {{until?: number}} imposed */
function untilWords({ until }) {
  return until === undefined ? '' : ` until ${endOf(until)}`;
}

/** @param {number} seconds */
function span(seconds) {
  if (seconds % 3600 === 0) return seconds === 3600 ? 'hour' : `${seconds / 3600} hours`;
  if (seconds % 60 === 0) return seconds === 60 ? 'minute' : `${seconds / 60} minutes`;
  return seconds === 1 ? 'second' : `${seconds} seconds`;
}
