// The user: name, presence, and the menu to change them.

import { avatar } from './avatar.js';
import { byId, el } from './dom.js';

const WORDS = { online: 'Online', away: 'Away', busy: 'Busy', unknown: 'Not connected' };

/**
 * @param {import('./chat.js').Chat} chat
 * @param {{onSignOut: () => void}} hooks
 */
export function me(chat, { onSignOut }) {
  const button = byId('me');
  const menu = byId('presence-menu');
  const form = byId('presence-form');
  const text = byId('presence-text');

  function render() {
    const { status, text: note } = chat.connected
      ? chat.presence
      : { status: 'unknown', text: '' };
    const name = chat.parley.user?.name ?? chat.name;
    const id = chat.parley.user?.id ?? '';
    button.replaceChildren(
      el('span', { class: 'portrait' }, avatar(id, name), el('span', { class: `presence ${status}` })),
      el(
        'span',
        { class: 'member-words' },
        el('span', { class: 'member-name' }, el('bdi', {}, name)),
        el('span', { class: 'member-text', dir: 'auto' }, note || WORDS[status]),
      ),
    );
  }

  chat.addEventListener('me', render);
  chat.addEventListener('connection', render);
  menu.addEventListener('beforetoggle', (/** @type {any} */ { newState }) => {
    if (newState !== 'open') return;
    form.elements.status.value = chat.presence.status;
    text.value = chat.presence.text;
  });
  menu.addEventListener('toggle', (/** @type {any} */ { newState }) => {
    if (newState === 'open') form.querySelector('input:checked').focus();
  });
  form.addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    chat.setPresence(form.elements.status.value, text.value.trim());
    menu.hidePopover();
    button.focus();
  });
  byId('sign-out').addEventListener('click', onSignOut);
  render();
}
