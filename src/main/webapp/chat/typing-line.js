// Who is writing in the active room.

import { byId, el } from './dom.js';

/** @param {import('./chat.js').Chat} chat */
export function typingLine(chat) {
  const line = byId('typing');
  chat.addEventListener('typing', () => {
    const names = [...(chat.active?.typing.values() ?? [])];
    const text = sentence(names);
    if (line.textContent === text) return;
    const dots = el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
    line.replaceChildren(...(text ? [dots, el('span', { dir: 'auto' }, text)] : []));
  });
}

/** @param {string[]} names */
function sentence(names) {
  if (names.length === 0) return '';
  if (names.length === 1) return `${names[0]} is typing`;
  if (names.length === 2) return `${names[0]} and ${names[1]} are typing`;
  return `${names[0]}, ${names[1]} and others are typing`;
}
