// The question before a report, and the way to the moderators.

import { byId } from './dom.js';

const MAX_CHARS = 512;

/**
 * @param {import('./chat.js').Chat} chat
 * @param {() => void} onDone where the focus goes then
 * @returns {(message: import('./conversation.js').Message) => void} asks, and reports
 */
export function reportDialog(chat, onDone) {
  /** @type {HTMLDialogElement} */
  const dialog = byId('report-dialog');
  const reason = byId('report-reason');
  const submit = byId('report-confirm');
  /** @type {import('./conversation.js').Message | null} */
  let asked = null;

  /** @param {string} error */
  function showError(error) {
    byId('report-error').textContent = error;
    reason.ariaInvalid = String(error !== '');
  }

  async function report() {
    const words = reason.value.trim();
    const message = asked;
    if (!message || words === '') {
      showError('Say what is wrong, so that the moderators know.');
      reason.focus();
      return;
    }
    submit.disabled = true;
    const error = await chat.report(message, words);
    if (asked !== message || !dialog.open) {
      if (error !== null) chat.notice(error); // something else is asked meanwhile, or nothing
      return;
    }
    submit.disabled = false;
    showError(error ?? '');
    if (error !== null) return;
    dialog.close();
    onDone();
  }

  reason.maxLength = MAX_CHARS;
  reason.addEventListener('input', () => showError(''));
  byId('report-cancel').addEventListener('click', () => dialog.close());
  byId('report-form').addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    void report();
  });
  return (message) => {
    asked = { ...message }; // the same again is another question
    submit.disabled = false;
    byId('report-excerpt').textContent = message.content ?? '';
    reason.value = '';
    showError('');
    dialog.showModal();
    reason.focus();
  };
}
