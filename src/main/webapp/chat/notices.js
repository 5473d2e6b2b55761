// What moderators have to say, above the messages.

import { countdown } from './dates.js';
import { byId, el, icon, reconcile } from './dom.js';
import { notices as held } from './holds.js';

const TICK_MS = 500;

/** @param {import('./chat.js').Chat} chat */
export function notices(chat) {
  const region = byId('moderation');
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  function render() {
    const focused = region.contains(document.activeElement);
    reconcile(region, held(chat).map(item));
    // The focus does not vanish with a button.
    if (focused && !region.contains(document.activeElement)) byId('composer-text').focus();
    clearInterval(timer);
    if (tick()) timer = setInterval(tick, TICK_MS);
  }

  /** @returns {boolean} whether there is something to count down */
  function tick() {
    const clocks = region.querySelectorAll('[data-until]');
    for (const clock of clocks) clock.textContent = countdown(clock.dataset.until - Date.now());
    return clocks.length > 0;
  }

  chat.addEventListener('moderation', render);
  chat.addEventListener('rooms', render);
}

/**
 * @param {import('./holds.js').Notice} notice
 * @returns {import('./dom.js').Item}
 */
function item({ key, level, words, said, content, until, action }) {
  return {
    key,
    version: JSON.stringify([level, words, said, content, until, action?.label]),
    build: () =>
      el(
        'div',
        { class: `notice ${level}`, 'data-notice': key },
        icon(level === 'warning' ? 'alert' : 'shield'),
        el(
          'p',
          {},
          words,
          content ? el('span', { class: 'content', dir: 'auto' }, content) : null,
          said ? el('q', { class: 'said', dir: 'auto' }, said) : null,
          // Read out once, with the moment that the words name, and not every second.
          until ? el('span', { class: 'countdown', 'aria-hidden': 'true', 'data-until': until }) : null,
        ),
        action
          ? el('button', { type: 'button', class: 'link', 'data-focus': 'act', onclick: action.act }, action.label)
          : null,
      ),
  };
}
