// The state of the connection, told when there is something to tell.

import { byId } from './dom.js';
import { endingWords } from './holds.js';

const RECOVERED_MS = 5000;

/** Why the server closed for good, by the word in its close frame. */
const CLOSED = {
  'rate-limit-abuse': 'The server closed the connection: too many commands in a short time.',
  'invalid-token': 'The server does not know you any more.',
  'auth-timeout': 'The server did not hear who you are.',
  'access-revoked': 'An administrator has ended your access.',
  banned: 'A moderator has banned you here.',
  disconnected: 'A moderator has ended your connection.',
};

/** @param {import('./chat.js').Chat} chat */
export function banner(chat) {
  const frame = byId('banner');
  const text = byId('banner-text');
  const countdown = byId('banner-countdown');
  const action = byId('banner-action');
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let wasLost = false;

  function render() {
    clearInterval(timer);
    countdown.textContent = '';
    const { state, retryAt, reason = '' } = chat.connection ?? { state: 'connecting' };
    if (state === 'closed') {
      if (reason === 'closed-by-application') return;
      show('closed', whyClosed());
      offer('Connect again', () => location.reload());
    } else if (state === 'reconnecting') {
      wasLost = true;
      const restarts = reason === 'restart' || reason === 'going-away';
      show('lost', `${restarts ? 'The server restarts.' : 'Connection lost.'} Reconnecting …`);
      if (retryAt) count(retryAt);
      offer('Try now', () => chat.parley.reconnect());
    } else if (state === 'connecting' && retryAt) {
      show('lost', 'The server cannot be reached. Trying again …');
      count(retryAt);
      offer('Try now', () => chat.parley.reconnect());
    } else if (state === 'connecting') {
      // The first attempt, or one of those after: what is said stays.
    } else if (state === 'online' && wasLost) {
      wasLost = false;
      recovered();
    } else if (frame.dataset.state === 'recovered') {
      recovered();
    } else {
      hide();
    }
  }

  function whyClosed() {
    const { reason = '', code = 0, error } = chat.connection ?? {};
    const { ending } = chat.moderation;
    if (ending) return endingWords(ending);
    const refusal = error?.code === 'banned' ? error.message : code < 1000 ? reason : '';
    if (refusal) return `The server does not let you in: ${refusal}.`;
    return CLOSED[/** @type {keyof typeof CLOSED} */ (reason)] ?? 'The server closed the connection.';
  }

  function recovered() {
    const count = chat.recovered ?? 0;
    const caught = count === 1 ? '1 message came in meanwhile.' : `${count} messages came in meanwhile.`;
    show('recovered', count === 0 ? 'Back online.' : `Back online. ${caught}`);
    timer = setInterval(hide, RECOVERED_MS);
  }

  /** @param {number} retryAt */
  function count(retryAt) {
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
      countdown.textContent = seconds > 0 ? `in ${seconds} s` : '';
    };
    tick();
    timer = setInterval(tick, 250);
  }

  /**
   * @param {string} state
   * @param {string} sentence
   */
  function show(state, sentence) {
    frame.hidden = false;
    frame.dataset.state = state;
    // The same sentence again is not read out again.
    if (text.textContent !== sentence) text.textContent = sentence;
    withdraw();
  }

  /**
   * @param {string} label
   * @param {() => void} act
   */
  function offer(label, act) {
    action.hidden = false;
    action.textContent = label;
    action.onclick = act;
  }

  /** The focus does not vanish with the button. */
  function withdraw() {
    const focused = document.activeElement === action;
    action.hidden = true;
    if (focused) byId('composer-text').focus();
  }

  function hide() {
    clearInterval(timer);
    withdraw();
    frame.hidden = true;
    frame.dataset.state = '';
    text.textContent = '';
  }

  chat.addEventListener('connection', render);
}
