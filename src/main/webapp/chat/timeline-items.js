// What the timeline of a room is made of, from top to bottom.

import { dayKey, dayLabel } from './dates.js';
import { el } from './dom.js';
import { messageView, pendingView } from './message-view.js';

/** Messages of one sender within this time stand under one name. */
const GROUP_MS = 5 * 60_000;

/** @typedef {import('./conversation.js').Conversation} Conversation */
/** @typedef {import('./conversation.js').Message} Message */
/** @typedef {import('./dom.js').Item} Item */
/** @typedef {{senderId: string, senderName: string, timestamp: string}} Said */

/**
 * @typedef {object} Context
 * @property {{id: string, name: string}} me
 * @property {string | null} editing the message that is being edited
 * @property {() => void} loadOlder
 * @property {import('./message-view.js').MessageActions} actions
 */

/**
 * @param {Conversation | null} conversation
 * @param {Context} context
 * @returns {Item[]}
 */
export function timelineItems(conversation, context) {
  if (!conversation) return [note('nowhere', 'You are in no room. Join one by its name.')];
  if (conversation.exclusion) {
    const out = note('out', `You are not in ${conversation.roomId}.`);
    return [out, ...pendingItems(conversation, null, context)];
  }
  if (!conversation.joined) {
    const entering = note('entering', `Entering ${conversation.roomId} …`);
    return [entering, ...pendingItems(conversation, null, context)];
  }
  const items = [top(conversation, context)];
  /** @type {Said | null} */
  let previous = null;
  let marked = conversation.marker === 0;
  for (const message of conversation.messages) {
    const newDay = !previous || dayKey(previous.timestamp) !== dayKey(message.timestamp);
    if (newDay) items.push(daySeparator(message.timestamp));
    const isMarker = !marked && message.seq >= conversation.marker;
    if (isMarker) items.push(newSeparator());
    marked ||= isMarker;
    const continued = !newDay && !isMarker && continues(previous, message);
    items.push(messageItem(message, continued, context));
    previous = message;
  }
  return [...items, ...pendingItems(conversation, previous, context)];
}

/**
 * @param {Said | null} previous
 * @param {Said} next
 */
function continues(previous, next) {
  return (
    previous !== null &&
    previous.senderId === next.senderId &&
    previous.senderName === next.senderName &&
    Date.parse(next.timestamp) - Date.parse(previous.timestamp) < GROUP_MS
  );
}

/**
 * @param {Message} message
 * @param {boolean} continued
 * @param {Context} context
 * @returns {Item}
 */
function messageItem(message, continued, { me, editing, actions }) {
  const own = message.senderId === me.id;
  const edited = editing === message.messageId && !message.deletedAt;
  // What is being edited is not built anew under the writer's hands.
  const state = edited ? 'editing' : message.rev ?? 0;
  return {
    key: `message ${message.messageId}`,
    version: `${state} ${own} ${continued}`,
    build: () => messageView(message, { own, continued, editing: edited }, actions),
  };
}

/**
 * @param {Conversation} conversation
 * @param {Said | null} previous
 * @param {Context} context
 */
function pendingItems(conversation, previous, { me, actions }) {
  /** @type {Item[]} */
  const items = [];
  for (const pending of conversation.pending.values()) {
    if (pending.messageId) continue;
    const said = { senderId: me.id, senderName: me.name, timestamp: pending.at };
    const continued = continues(previous, said);
    items.push({
      key: `pending ${pending.key}`,
      version: `${pending.status} ${pending.retryAt !== undefined} ${continued}`,
      build: () => pendingView(pending, me, continued, actions),
    });
    previous = said;
  }
  return items;
}

/**
 * @param {Conversation} conversation
 * @param {Context} context
 * @returns {Item}
 */
function top({ roomId, messages, more, loading }, { loadOlder }) {
  if (more && loading === 'failed') {
    const retry = () => el('button', { type: 'button', class: 'link', onclick: loadOlder }, 'Try again');
    return note('top failed', 'Older messages could not be loaded. ', retry);
  }
  if (more) return note('top more', 'Loading older messages …');
  const first = messages[0];
  if (!first) return note('top empty', 'Nothing has been said here yet. Say hello.');
  if (first.seq > 1) return note('top trimmed', 'Older messages are no longer kept.');
  return note('top start', `This is where ${roomId} begins.`);
}

/**
 * @param {string} key
 * @param {string} text
 * @param {() => Node} [action]
 * @returns {Item}
 */
function note(key, text, action) {
  return {
    key,
    version: text,
    build: () => el('p', { class: 'note' }, text, action ? action() : null),
  };
}

/**
 * @param {string} timestamp
 * @returns {Item}
 */
function daySeparator(timestamp) {
  const label = dayLabel(timestamp);
  return {
    key: `day ${dayKey(timestamp)}`,
    version: label,
    build: () => el('div', { class: 'day' }, el('span', {}, label)),
  };
}

/** @returns {Item} */
function newSeparator() {
  return {
    key: 'new',
    version: '',
    build: () => el('div', { class: 'new', id: 'new-messages' }, el('span', {}, 'New')),
  };
}
