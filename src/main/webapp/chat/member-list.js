// Who is in the active room.

import { avatar } from './avatar.js';
import { byId, el, reconcile } from './dom.js';

const WORDS = { online: 'online', away: 'away', busy: 'busy', offline: 'offline', unknown: 'presence unknown' };
const ORDER = ['online', 'busy', 'away', 'offline'];
const collator = new Intl.Collator(undefined, { sensitivity: 'base' });

/** @param {import('./chat.js').Chat} chat */
export function memberList(chat) {
  const more = byId('members-more');

  function render() {
    const members = [...(chat.active?.members.values() ?? [])].sort(
      (a, b) =>
        ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
        collator.compare(a.username, b.username),
    );
    reconcile(byId('member-list'), members.map(item));
    const count = chat.active?.joined ? chat.active.memberCount : 0;
    byId('member-count').textContent = String(count);
    const toggle = byId('members-toggle');
    toggle.hidden = count === 0;
    toggle.ariaLabel = toggle.title = count === 1 ? '1 member' : `${count} members`;
    const missing = count - members.length;
    more.hidden = missing <= 0;
    more.textContent = `Show ${missing} more`;
  }

  /** @param {import('./conversation.js').Member} member */
  function item({ userId, username, status: known, text }) {
    // What was known when the connection broke may long be otherwise.
    const status = chat.connected ? known : 'unknown';
    const me = chat.isMe(userId);
    return {
      key: userId,
      version: `${username} ${status} ${me} ${text ?? ''}`,
      build: () =>
        el(
          'li',
          { class: `member ${status}`, 'data-user': userId },
          el(
            'span',
            { class: 'portrait' },
            avatar(userId, username),
            el('span', { class: `presence ${status}` }),
          ),
          el(
            'span',
            { class: 'member-words' },
            el(
              'span',
              { class: 'member-name' },
              el('bdi', {}, username),
              me ? el('span', { class: 'you' }, 'you') : null,
              el('span', { class: 'visually-hidden' }, `, ${WORDS[status]}`),
            ),
            text ? el('span', { class: 'member-text', dir: 'auto' }, text) : null,
          ),
        ),
    };
  }

  chat.addEventListener('members', render);
  chat.addEventListener('connection', render);
  more.addEventListener('click', () => void chat.loadMembers());
}
