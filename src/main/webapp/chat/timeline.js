// The messages of the active room, kept where the reader is.

import { byId, reconcile } from './dom.js';
import { timelineItems } from './timeline-items.js';
import { listenToKeys } from './timeline-keys.js';

/** Nearer to the end than this, the reader follows the conversation. */
const END_PX = 48;
/** Nearer to the top than this, older messages are loaded. */
const TOP_PX = 240;

/** @typedef {import('./conversation.js').Message} Message */

export class Timeline {
  #chat;
  /** @type {HTMLElement} */
  #log = byId('timeline');
  #hooks;
  /** @type {string | null} */
  #editing = null;
  /** What was shown last: another room, or the same after it was entered, starts at its end. */
  #shown = '';

  /**
   * @param {import('./chat.js').Chat} chat
   * @param {object} hooks
   * @param {(message: Message) => void} hooks.askDelete
   * @param {(message: Message) => void} hooks.askReport
   * @param {() => void} hooks.onEditEnd
   */
  constructor(chat, hooks) {
    this.#chat = chat;
    this.#hooks = hooks;
    chat.addEventListener('timeline', () => this.render());
    this.#log.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    byId('jump').addEventListener('click', () => this.toEnd());
    new ResizeObserver(() => chat.atEnd && this.#pin()).observe(this.#log);
    listenToKeys(this.#log, {
      edit: (messageId) => this.#actOn(messageId, true, (message) => this.edit(message)),
      delete: (messageId) => this.#actOn(messageId, true, hooks.askDelete),
      report: (messageId) => this.#actOn(messageId, false, hooks.askReport),
    });
  }

  /** Goes to the newest message. */
  toEnd() {
    this.#pin();
    this.#chat.setAtEnd(true);
    if (document.activeElement === byId('jump')) this.#log.focus({ preventScroll: true });
  }

  /** @returns {boolean} whether the user has a message to edit */
  editLast() {
    const last = this.#chat.active?.lastOf(this.#chat.parley.user?.id ?? '');
    if (last) this.edit(last);
    return last !== undefined;
  }

  /** @param {Message} message */
  edit(message) {
    this.#editing = message.messageId;
    this.render();
    const editor = this.#log.querySelector('textarea');
    editor?.focus();
    editor?.setSelectionRange(editor.value.length, editor.value.length);
    editor?.closest('.message')?.scrollIntoView({ block: 'nearest' });
  }

  render() {
    const { active, atEnd } = this.#chat;
    const shown = active ? `${active.joined} ${active.epoch} ${active.roomId}` : '';
    const switched = shown !== this.#shown;
    this.#shown = shown;
    if (switched) this.#editing = null;
    const anchor = this.#anchor();
    // A whole room, or a page of its past, is not news to be read out.
    this.#log.ariaBusy = String(switched || active?.loading === 'loading');
    reconcile(this.#log, timelineItems(active, this.#context()));
    if (switched) this.#arrive();
    else if (atEnd) this.#pin();
    else this.#restore(anchor);
    this.#renderJump();
    this.#fill();
    requestAnimationFrame(() => (this.#log.ariaBusy = 'false'));
  }

  #context() {
    const { parley, name } = this.#chat;
    return {
      me: { id: parley.user?.id ?? '', name: parley.user?.name ?? name },
      editing: this.#editing,
      loadOlder: () => void this.#chat.loadOlder(),
      actions: {
        startEdit: (/** @type {Message} */ message) => this.edit(message),
        saveEdit: (/** @type {Message} */ message, /** @type {string} */ content) =>
          this.#save(message, content),
        cancelEdit: () => this.#endEdit(),
        askDelete: this.#hooks.askDelete,
        askReport: this.#hooks.askReport,
        retry: (/** @type {any} */ pending) => this.#chat.retry(pending),
        discard: (/** @type {any} */ pending) => this.#chat.discard(pending),
      },
    };
  }

  /**
   * @param {Message} message
   * @param {string} content
   */
  async #save(message, content) {
    const { messageId } = message;
    const done = content === message.content || (await this.#chat.edit(messageId, content));
    if (done && this.#editing === messageId) this.#endEdit();
  }

  #endEdit() {
    this.#editing = null;
    this.render();
    this.#hooks.onEditEnd();
  }

  /**
   * @param {string} messageId
   * @param {boolean} own whether it has to be the user's, or another's
   * @param {(message: Message) => void} action
   */
  #actOn(messageId, own, action) {
    const message = this.#chat.active?.find(messageId);
    if (message && !message.deletedAt && this.#chat.isMe(message.senderId) === own) action(message);
  }

  /** Where a room is shown first: at what is new in it, else at its end. */
  #arrive() {
    const marker = document.getElementById('new-messages');
    if (marker) this.#log.scrollTop = marker.offsetTop - END_PX;
    else this.#pin();
    this.#chat.setAtEnd(this.#isAtEnd());
  }

  #pin() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    return scrollHeight - scrollTop - clientHeight < END_PX;
  }

  /** The first message in view, and how far its lower edge is from the top of the view. */
  #anchor() {
    const { scrollTop } = this.#log;
    for (const element of this.#log.querySelectorAll('article')) {
      const below = element.offsetTop + element.offsetHeight - scrollTop;
      if (below > 0) return { id: element.dataset.message, below };
    }
    return null;
  }

  /** @param {{id: string | undefined, below: number} | null} anchor */
  #restore(anchor) {
    if (!anchor?.id) return;
    const element = this.#log.querySelector(`[data-message="${CSS.escape(anchor.id)}"]`);
    if (!(element instanceof HTMLElement)) return;
    this.#log.scrollTop = element.offsetTop + element.offsetHeight - anchor.below;
  }

  #onScroll() {
    this.#chat.setAtEnd(this.#isAtEnd());
    this.#fill();
  }

  /** Loads older messages while the top is near and there are some. */
  #fill() {
    const { active } = this.#chat;
    const wanted = active?.joined && active.more && active.loading === 'idle';
    if (wanted && this.#log.scrollTop < TOP_PX) void this.#chat.loadOlder();
  }

  #renderJump() {
    const { active, atEnd } = this.#chat;
    const unread = active?.unread ?? 0;
    byId('jump').hidden = atEnd || !active?.joined;
    byId('jump-text').textContent =
      unread === 0 ? 'Newest' : unread === 1 ? '1 new message' : `${unread} new messages`;
  }
}
