// Where messages are written.

import { countdown, endOf } from './dates.js';
import { byId } from './dom.js';
import { closed } from './holds.js';

/** From this many characters before the limit on, the writer sees how many are left. */
const WARN_AT = 500;
const CONTENT_CHARS = 8000;
/** Where the style sheet cannot let it grow, it grows by lines, up to these. */
const MAX_ROWS = 8;
const TICK_MS = 500;
/** Of a message that is neither committed nor refused. */
const UNDER_WAY = ['queued', 'sending'];
const GROWS = CSS.supports('field-sizing', 'content');

/**
 * @param {import('./chat.js').Chat} chat
 * @param {import('./timeline.js').Timeline} timeline
 */
export function composer(chat, timeline) {
  /** @type {HTMLTextAreaElement} */
  const text = byId('composer-text');
  const counter = byId('composer-counter');
  const send = byId('composer-send');
  const state = byId('composer-state');
  const wait = byId('composer-wait');
  const clock = byId('composer-clock');
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
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
    if (!content || left() < 0 || !chat.active || text.readOnly) return;
    if (waits()) {
      const rest = countdown(chat.moderation.slowUntil(chat.active) - Date.now());
      wait.textContent = rest ? `Slow mode: wait ${rest}` : 'Slow mode: wait for your turn';
      return;
    }
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
    text.value = shown?.draft ?? '';
    count();
    restrict();
  }

  /** Whether slow mode takes no message now of who is bound: too early, or one is under way. */
  function waits() {
    const { active, moderation } = chat;
    if (!active?.controls?.slowModeSeconds || !active.bound) return false;
    const underWay = [...active.pending.values()].some(({ status }) => UNDER_WAY.includes(status));
    return underWay || moderation.slowUntil(active) > 0;
  }

  /** What is written stays, and can be read and copied, while it cannot be sent. */
  function restrict() {
    const why = closed(chat);
    text.readOnly = why !== null;
    text.placeholder = why ?? `Message ${chat.active?.roomId ?? ''}`;
    send.disabled = why !== null || waits();
    if (send.disabled && document.activeElement === send) text.focus();
    state.textContent = why ?? '';
    clearInterval(timer);
    tick();
    if (clock.textContent) timer = setInterval(tick, TICK_MS);
  }

  function tick() {
    const until = chat.active && !text.readOnly ? chat.moderation.slowUntil(chat.active) : 0;
    const rest = until ? `Slow mode: ${countdown(until - Date.now()) || endOf(until)}` : '';
    clock.textContent = rest;
    if (!rest) wait.textContent = '';
  }

  chat.addEventListener('rooms', show);
  chat.addEventListener('moderation', restrict);
  chat.addEventListener('connection', restrict);
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
