// Walking through the messages by keyboard.

/**
 * Arrow keys, Home and End move from message to message; E, Delete and R act on the focused one. The
 * buttons of a message join the tab order while the message has the focus.
 * @param {HTMLElement} log
 * @param {Record<'edit' | 'delete' | 'report', (messageId: string) => void>} actions
 */
export function listenToKeys(log, actions) {
  log.addEventListener('keydown', (event) => {
    const { key, target, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || !(target instanceof HTMLElement)) return;
    if (target instanceof HTMLTextAreaElement) return;
    const message = target.closest('article');
    const next = neighbour(log, message, key);
    if (next) {
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
      return;
    }
    const messageId = target === message ? message.dataset.message : undefined;
    if (messageId === undefined) return;
    if (key === 'e' || key === 'E') {
      event.preventDefault();
      actions.edit(messageId);
    } else if (key === 'Delete') {
      actions.delete(messageId);
    } else if (key === 'r' || key === 'R') {
      event.preventDefault();
      actions.report(messageId);
    }
  });
  log.addEventListener('focusin', ({ target }) => setReachable(target, true));
  log.addEventListener('focusout', ({ target, relatedTarget }) => {
    const message = target instanceof Element ? target.closest('article') : null;
    if (!message?.contains(/** @type {Node | null} */ (relatedTarget))) setReachable(target, false);
  });
}

/**
 * @param {HTMLElement} log
 * @param {HTMLElement | null} message
 * @param {string} key
 */
function neighbour(log, message, key) {
  const messages = [...log.querySelectorAll('article')];
  const index = message ? messages.indexOf(message) : -1;
  switch (key) {
    case 'ArrowUp':
      return messages.at(index < 0 ? -1 : Math.max(0, index - 1));
    case 'ArrowDown':
      return index < 0 ? messages.at(-1) : messages[Math.min(messages.length - 1, index + 1)];
    case 'Home':
      return messages[0];
    case 'End':
      return messages.at(-1);
    default:
      return undefined;
  }
}

/**
 * @param {EventTarget | null} target
 * @param {boolean} reachable
 */
function setReachable(target, reachable) {
  const message = target instanceof Element ? target.closest('article') : null;
  for (const button of message?.querySelectorAll('.toolbar button') ?? []) {
    /** @type {HTMLElement} */ (button).tabIndex = reachable ? 0 : -1;
  }
}
