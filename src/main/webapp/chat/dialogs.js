// Questions and help.

import { byId } from './dom.js';

/**
 * @param {(messageId: string) => void} onDelete
 * @returns {(message: import('./conversation.js').Message) => void} asks before a deletion
 */
export function deleteDialog(onDelete) {
  /** @type {HTMLDialogElement} */
  const dialog = byId('delete-dialog');
  let asked = '';
  byId('delete-cancel').addEventListener('click', () => dialog.close());
  byId('delete-confirm').addEventListener('click', () => {
    dialog.close();
    onDelete(asked);
  });
  closeOutside(dialog);
  return ({ messageId, content = '' }) => {
    asked = messageId;
    byId('delete-excerpt').textContent = content;
    dialog.showModal();
    byId('delete-cancel').focus(); // what cannot be undone is not one key stroke away
  };
}

/** @returns {() => void} opens it */
export function helpDialog() {
  /** @type {HTMLDialogElement} */
  const dialog = byId('help-dialog');
  const open = () => dialog.open || dialog.showModal();
  byId('help-open').addEventListener('click', open);
  byId('help-close').addEventListener('click', () => dialog.close());
  closeOutside(dialog);
  return open;
}

/** @param {HTMLDialogElement} dialog a click beside it closes it */
function closeOutside(dialog) {
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
}
