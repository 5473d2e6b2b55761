// The rooms, what is new in them, and the way into others.

import { byId, el, icon, reconcile } from './dom.js';
import { roomNameError } from './names.js';
import { linkTo } from './link.js';

/**
 * @param {import('./chat.js').Chat} chat
 * @param {{onOpen: () => void}} hooks
 */
export function roomList(chat, { onOpen }) {
  const list = byId('room-list');
  const joinName = byId('join-name');
  const joinError = byId('join-error');

  function render() {
    reconcile(list, [...chat.conversations.values()].map(item));
    const active = chat.active?.roomId;
    byId('room-name').replaceChildren(...(active ? [icon('hash'), el('bdi', {}, active)] : ['Parley']));
    const leave = byId('room-leave');
    leave.hidden = active === undefined;
    leave.ariaLabel = leave.title = `Leave ${active}`;
    const unread = [...chat.conversations.values()].reduce((sum, { unread }) => sum + unread, 0);
    byId('rooms-open-dot').hidden = unread === (chat.active?.unread ?? 0);
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${active ? `${active} · ` : ''}Parley`;
  }

  /** @param {import('./conversation.js').Conversation} conversation */
  function item({ roomId, unread, joined }) {
    const current = roomId === chat.active?.roomId;
    return {
      key: roomId,
      version: `${unread} ${joined} ${current}`,
      build: () =>
        el(
          'li',
          {},
          el(
            'a',
            {
              href: linkTo(roomId),
              class: unread > 0 ? 'room has-unread' : 'room',
              'aria-current': current ? 'page' : null,
              'data-focus': 'room',
              onclick: onOpen,
            },
            icon('hash'),
            el('bdi', { class: 'room-label' }, roomId),
            unread > 0 ? badge(unread) : null,
          ),
        ),
    };
  }

  /** @param {number} unread */
  function badge(unread) {
    const words = el('span', { class: 'visually-hidden' }, ' unread');
    return el('span', { class: 'badge' }, unread > 99 ? '99+' : String(unread), words);
  }

  chat.addEventListener('rooms', render);
  byId('room-leave').addEventListener('click', () => chat.active && chat.leave(chat.active.roomId));
  joinName.addEventListener('input', () => showError(''));
  byId('join-form').addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    const roomId = joinName.value.trim();
    const error = roomNameError(roomId);
    showError(error);
    if (error) return;
    joinName.value = '';
    location.hash = linkTo(roomId);
    onOpen();
  });

  /** @param {string} error */
  function showError(error) {
    joinError.textContent = error;
    joinName.ariaInvalid = String(error !== '');
  }
}
