// Questions before something is done. The element is the browser's own, which keeps the focus in
// it and closes on Escape.

import { html, nothing, render } from './lit.js';
import { explain } from './parts.js';
import { t } from './words.js';

const TOLD_MS = 5_000;
const UNDO_MS = 20_000;

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {unknown} [text]
 * @property {unknown} [fields] of the form, by their names; or what draws them anew
 * @property {(given: Record<string, string>) => void} [changed] what is entered now; told at first too
 * @property {string} action what the button says
 * @property {boolean} [danger]
 * @property {(given: Record<string, string>) => Promise<any>} act what it throws is shown
 * @property {(done: any) => void} [after] once the dialog is gone; told what `act` has answered
 * @property {() => boolean} [ready] whether it can be done now, as what was drawn last
 */

/**
 * What stands in the fields of a form; of several of one name, the last.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
function entered(form) {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/**
 * Asks; the dialog closes once it is done, or called off. Answers what draws it anew.
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
    busy = true;
    error = null;
    draw();
    try {
      const done = await question.act(entered(/** @type {HTMLFormElement} */ (event.target)));
      close(() => question.after?.(done));
    } catch (refusal) {
      error = refusal;
      if (!dialog.open) toast(String(explain(refusal))); // it was left meanwhile
    }
    busy = false;
    draw();
  };

  /** @param {() => void} then */
  const close = (then) => {
    if (!dialog.open) {
      then();
      return;
    }
    dialog.addEventListener('close', then, { once: true });
    dialog.close();
  };

  /** @param {Event} event */
  const input = (event) =>
    question.changed?.(entered(/** @type {HTMLFormElement} */ (event.currentTarget)));

  const draw = () =>
    render(
      html`<form @submit=${submit} @input=${input}>
        <h2 id="dialog-title">${question.title}</h2>
        ${question.text ? html`<p>${question.text}</p>` : nothing} ${typeof question.fields === 'function' ? question.fields() : (question.fields ?? nothing)}
        <p class="field-error" role="alert">${explain(error) ?? nothing}</p>
        <div class="buttons">
          <button type="button" class="quiet" @click=${() => dialog.close()}>${t('cancel')}</button>
          <button class=${question.danger ? 'danger' : 'primary'} ?disabled=${busy || question.ready?.() === false}>
            ${question.action}
          </button>
        </div>
      </form>`,
      dialog,
    );

  draw();
  show(dialog);
  const form = dialog.querySelector('form');
  if (form) question.changed?.(entered(form));
  return draw;
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
 * Tells in passing that something was done, and offers to take it back; it stays while somebody
 * is about to.
 * @param {string} text
 * @param {{label: string, act: () => Promise<unknown>}} [undo]
 */
export function toast(text, undo) {
  const note = document.createElement('div');
  note.className = 'toast';
  note.setAttribute('role', 'status');
  toasts().append(note);
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
  const goes = () => {
    if (note.matches(':hover, :focus-within')) setTimeout(goes, TOLD_MS);
    else note.remove();
  };
  setTimeout(goes, undo ? UNDO_MS : TOLD_MS);
}

/** Where they stand, one above the other. */
function toasts() {
  const there = document.querySelector('.toasts');
  if (there) return there;
  const made = document.createElement('div');
  made.className = 'toasts';
  document.body.append(made);
  return made;
}
