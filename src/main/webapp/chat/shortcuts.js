// Keys that work everywhere on the page.

import { byId } from './dom.js';
import { linkTo } from './link.js';

/**
 * @param {import('./chat.js').Chat} chat
 * @param {object} parts
 * @param {import('./timeline.js').Timeline} parts.timeline
 * @param {import('./drawers.js').Drawers} parts.drawers
 * @param {() => void} parts.openHelp
 */
export function shortcuts(chat, { timeline, drawers, openHelp }) {
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]')) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === 'k') {
      drawers.open('rooms');
      byId('join-name').focus();
    } else if (command && event.key === '/') {
      openHelp();
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      step(event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Escape') {
      escape();
      return;
    } else {
      return;
    }
    event.preventDefault();
  });

  /** @param {-1 | 1} by */
  function step(by) {
    const rooms = [...chat.conversations.keys()];
    const index = rooms.indexOf(chat.active?.roomId ?? '');
    const next = rooms[(index + by + rooms.length) % rooms.length];
    if (next) location.hash = linkTo(next);
  }

  function escape() {
    if (document.querySelector('[popover]:popover-open') || drawers.close()) return;
    timeline.toEnd();
    byId('composer-text').focus();
  }
}
