// Where messages are written.

import { byId } from './dom.js';

/** From this many characters before the limit on, the writer sees how many are left. */
const WARN_AT = 500;
const CONTENT_CHARS = 8000;
/** Where the style sheet cannot let it grow, it grows by lines, up to these. */
const MAX_ROWS = 8;
const GROWS = CSS.supports('field-sizing', 'content');

/**
 * @param {import('./chat.js').Chat} chat
 * @param {import('./timeline.js').Timeline} timeline
 */
export function composer(chat, timeline) {
  /** @type {HTMLTextAreaElement} */
  const text = byId('composer-text');
  const counter = byId('composer-counter');
  /** @type {import('./conversation.js').Conversation | null} */
  let shown = null;

  const left = () => (chat.parley.limits?.contentChars ?? CONTENT_CHARS) - text.value.length;

  function count() {
    const over = left() < 0;
    counter.textContent = left() <= WARN_AT ? `${left()} characters left` : '';
    counter.classList.toggle('over', over);
    text.ariaInvalid = String(over);
    if (!GROWS) text.rows = Math.min(MAX_ROWS, text.value.split('\n').length);
  }

  function submit() {
    const content = text.value.trim();
    if (!content || left() < 0 || !chat.active) return;
    text.value = '';
    count();
    chat.active.draft = '';
    chat.send(content);
    timeline.toEnd();
  }

  function show() {
    if (chat.active === shown) return;
    shown = chat.active;
    const room = shown?.roomId ?? '';
    byId('composer').hidden = shown === null;
    byId('composer-label').textContent = `Message to ${room}`;
    text.placeholder = `Message ${room}`;
    text.value = shown?.draft ?? '';
    count();
  }

  chat.addEventListener('rooms', show);
  text.addEventListener('input', () => {
    count();
    if (!chat.active) return;
    chat.active.draft = text.value;
    chat.parley.typing(chat.active.roomId, text.value.length > 0);
  });
  text.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && !event.altKey && text.value === '') {
      if (timeline.editLast()) event.preventDefault();
    }
  });
  byId('composer').addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    submit();
    text.focus();
  });
}
