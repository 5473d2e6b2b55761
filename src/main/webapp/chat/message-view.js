// One message: as it came, while it is edited, or on its way.

import { avatar } from './avatar.js';
import { fullTimeOf, timeOf } from './dates.js';
import { el, icon } from './dom.js';

/** @typedef {import('./conversation.js').Message} Message */
/** @typedef {import('./conversation.js').Pending} Pending */

/**
 * @typedef {object} MessageActions
 * @property {(message: Message) => void} startEdit
 * @property {(message: Message, content: string) => void} saveEdit
 * @property {() => void} cancelEdit
 * @property {(message: Message) => void} askDelete
 * @property {(message: Message) => void} askReport
 * @property {(pending: Pending) => void} retry
 * @property {(pending: Pending) => void} discard
 */

/**
 * @param {Message} message
 * @param {{own: boolean, continued: boolean, editing: boolean}} how `continued`: under the sender's
 *     name that stands above already
 * @param {MessageActions} actions
 */
export function messageView(message, { own, continued, editing }, actions) {
  const body = el('div', { class: 'message-body' }, head(message, own, continued));
  if (editing) body.append(editForm(message, actions));
  else body.append(words(message));
  if (!editing && !message.deletedAt) body.append(toolbar(message, own, actions));
  return frame(message.senderId, message.senderName, continued, body, {
    'data-message': message.messageId,
    'data-seq': message.seq,
    'data-own': own,
  });
}

/**
 * @param {Pending} pending
 * @param {{id: string, name: string}} me
 * @param {boolean} continued
 * @param {MessageActions} actions
 */
export function pendingView(pending, me, continued, actions) {
  const message = { senderName: me.name, timestamp: pending.at };
  const body = el(
    'div',
    { class: 'message-body' },
    head(message, true, continued),
    el('p', { class: 'words', dir: 'auto' }, pending.content),
    progress(pending, actions),
  );
  return frame(me.id, me.name, continued, body, {
    'data-pending': pending.key,
    'data-status': pending.status,
  });
}

/**
 * @param {string} userId
 * @param {string} name
 * @param {boolean} continued
 * @param {HTMLElement} body
 * @param {Record<string, any>} attributes
 */
function frame(userId, name, continued, body, attributes) {
  const gutter = el('div', { class: 'gutter' }, continued ? null : avatar(userId, name));
  return el(
    'article',
    { class: continued ? 'message continued' : 'message', tabindex: '-1', ...attributes },
    gutter,
    body,
  );
}

/**
 * A continued message has the same head, but for the ears only.
 * @param {{senderName: string, timestamp: string}} message
 * @param {boolean} own
 * @param {boolean} continued
 */
function head({ senderName, timestamp }, own, continued) {
  return el(
    'header',
    { class: continued ? 'message-head visually-hidden' : 'message-head' },
    el('bdi', { class: 'sender' }, senderName),
    own ? el('span', { class: 'you' }, 'you') : null,
    el('time', { datetime: timestamp, title: fullTimeOf(timestamp) }, timeOf(timestamp)),
  );
}

/** @param {Message} message */
function words(message) {
  if (message.deletedAt) {
    const byOther = message.deletedBy && message.deletedBy !== message.senderId;
    const text = byOther ? 'Message removed by a moderator' : 'Message removed';
    return el('p', { class: 'words removed' }, text);
  }
  const paragraph = el('p', { class: 'words', dir: 'auto' }, message.content ?? '');
  if (message.editedAt) {
    const title = fullTimeOf(message.editedAt);
    paragraph.append(' ', el('span', { class: 'edited', title }, '(edited)'));
  }
  return paragraph;
}

/**
 * @param {Message} message
 * @param {boolean} own
 * @param {MessageActions} actions
 */
function toolbar(message, own, actions) {
  const button = (/** @type {string} */ name, /** @type {string} */ label, /** @type {any} */ act) =>
    el(
      'button',
      {
        type: 'button',
        class: 'icon-button small',
        'aria-label': label,
        title: label,
        tabindex: '-1',
        'data-focus': name,
        onclick: () => act(message),
      },
      icon(name),
    );
  const buttons = own
    ? [
        button('edit', 'Edit message', actions.startEdit),
        button('delete', 'Delete message', actions.askDelete),
      ]
    : [button('report', 'Report message', actions.askReport)];
  return el('div', { class: 'toolbar' }, ...buttons);
}

/**
 * @param {Message} message
 * @param {MessageActions} actions
 */
function editForm(message, actions) {
  const text = el('textarea', { 'aria-label': 'Edit message', rows: '1', 'data-focus': 'editor' });
  text.value = message.content ?? '';
  const save = () => text.value.trim() && actions.saveEdit(message, text.value.trim());
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      actions.cancelEdit();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  return el(
    'form',
    { class: 'editor', onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), save()) },
    text,
    el(
      'div',
      { class: 'buttons' },
      el('button', { type: 'button', class: 'quiet', onclick: actions.cancelEdit }, 'Cancel'),
      el('button', { type: 'submit', class: 'primary' }, 'Save'),
    ),
  );
}

/**
 * @param {Pending} pending
 * @param {MessageActions} actions
 */
function progress(pending, actions) {
  const { status, error, retryAt } = pending;
  if (status === 'failed') {
    const why = error?.violations?.[0]?.message ?? error?.message ?? 'refused';
    return el(
      'p',
      { class: 'progress failed' },
      icon('alert'),
      el('span', {}, `Not sent: ${why}`),
      el('button', { type: 'button', class: 'link', onclick: () => actions.retry(pending) }, 'Retry'),
      el('button', { type: 'button', class: 'link', onclick: () => actions.discard(pending) }, 'Discard'),
    );
  }
  const queued = retryAt === undefined ? 'Queued' : 'Waits for its turn in slow mode';
  const label = { queued, sending: 'Sending', sent: 'Sent' }[status];
  return el('p', { class: `progress ${status}` }, icon(status === 'sent' ? 'check' : 'clock'), label);
}
