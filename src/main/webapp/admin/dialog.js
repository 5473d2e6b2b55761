// Questions before something is done. The element is the browser's own, which keeps the focus in
// it and closes on Escape.

import { html, nothing, render } from './lit.js';
import { explain } from './parts.js';
import { t } from './words.js';

const TOLD_MS = 5_000;
const UNDO_MS = 10_000;

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {unknown} [text]
 * @property {unknown} [fields] of the form, by their names
 * @property {string} action what the button says
 * @property {boolean} [danger]
 * @property {(given: Record<string, string>) => Promise<void>} act what it throws is shown
 */

/**
 * Asks; the dialog closes once it is done, or called off.
 * @param {Question} question
 */
export function ask(question) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  /** @type {unknown} */
  let error = null;
  let busy = false;

  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const given = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, String(value)]),
    );
    busy = true;
    draw();
    try {
      await question.act(given);
      dialog.close();
    } catch (refusal) {
      error = refusal;
    }
    busy = false;
    draw();
  };

  const draw = () =>
    render(
      html`<form @submit=${submit}>
        <h2 id="dialog-title">${question.title}</h2>
        ${question.text ? html`<p>${question.text}</p>` : nothing} ${question.fields ?? nothing}
        <p class="field-error" role="alert">${explain(error) ?? nothing}</p>
        <div class="buttons">
          <button type="button" class="quiet" @click=${() => dialog.close()}>${t('cancel')}</button>
          <button class=${question.danger ? 'danger' : 'primary'} ?disabled=${busy}>
            ${question.action}
          </button>
        </div>
      </form>`,
      dialog,
    );

  draw();
  show(dialog);
}

/**
 * Says something that has to be taken note of.
 * @param {string} title
 * @param {unknown} content
 */
export function tell(title, content) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  render(
    html`<h2 id="dialog-title">${title}</h2>
      ${content}
      <div class="buttons"><button class="primary" @click=${() => dialog.close()}>${t('close')}</button></div>`,
    dialog,
  );
  show(dialog);
}

/** @param {HTMLDialogElement} dialog */
function show(dialog) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus();
  });
  dialog.showModal();
}

/**
 * Tells in passing that something was done, and offers to take it back.
 * @param {string} text
 * @param {{label: string, act: () => Promise<unknown>}} [undo]
 */
export function toast(text, undo) {
  const note = document.createElement('div');
  note.className = 'toast';
  note.setAttribute('role', 'status');
  document.body.append(note);
  const again = async () => {
    try {
      await undo?.act();
    } catch (error) {
      toast(String(explain(error)));
    }
    note.remove();
  };
  render(
    html`<span>${text}</span>${undo ? html`<button class="link" @click=${again}>${undo.label}</button>` : nothing}`,
    note,
  );
  setTimeout(() => note.remove(), undo ? UNDO_MS : TOLD_MS);
}
