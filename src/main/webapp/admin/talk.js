// What is said in a room: live, held still, or from a moment of the past on; and what can be done
// about a message.

import { post } from './api.js';
import { ask, toast } from './dialog.js';
import { Feed } from './feed.js';
import { html, nothing, repeat } from './lit.js';
import { icon } from './icons.js';
import { empty, explain, failure, reasonField } from './parts.js';
import { actsOn } from './people-acts.js';
import { linkTo } from './route.js';
import { mayAct } from './sanction.js';
import { View } from './view.js';
import { dateTime, t, time } from './words.js';

const AT_END_PX = 60;

class RoomTalk extends View {
  #room = '';
  /** @type {Feed | null} */
  #feed = null;
  #search = '';
  /** @type {number | null} the sequence up to which it is shown while it is paused */
  #pausedAt = null;
  /** Whether something that was written is on its way: it stays in the field until it is said. */
  #saying = false;
  /** Told when somebody or the room itself was acted on. */
  acted = () => {};

  /** @param {string} room */
  set room(room) {
    if (room === this.#room) return;
    this.#room = room;
    if (this.isConnected) this.opened();
  }

  opened() {
    this.#feed?.close();
    this.#pausedAt = null;
    this.#feed = new Feed(this.#room, (isSet) => {
      if (isSet) this.acted();
      this.update();
    });
    this.#feed.open();
  }

  closed() {
    this.#feed?.close();
  }

  draw() {
    const list = this.querySelector('.feed');
    const atEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_PX;
    const follows = this.#pausedAt === null && !this.#feed?.isPast;
    // Not under the eyes of somebody who reads or looks for what was said before.
    if (atEnd && follows && !this.#search) this.#feed?.trim();
    super.draw();
    const after = this.querySelector('.feed');
    if (atEnd && after && follows) after.scrollTop = after.scrollHeight;
  }

  template() {
    const feed = /** @type {Feed} */ (this.#feed);
    const all = feed.messages;
    const until = (feed.isPast ? null : this.#pausedAt) ?? Infinity;
    const words = this.#search.toLowerCase();
    const shown = all.filter(
      (message) =>
        message.seq <= until &&
        (!words || `${message.content ?? ''} ${message.senderName}`.toLowerCase().includes(words)),
    );
    const held = all.filter((message) => message.seq > until).length;
    const none = feed.isPast && !words ? 'room.nothingSince' : words ? 'room.none' : 'room.silent';
    const isLive = this.#pausedAt === null && !feed.isPast;
    return html`<section class="talk card-box" aria-label=${t('room.feed')}>
      ${this.#bar(feed)} ${failure(explain(feed.error), () => feed.earlier())}
      <div class="feed" role="log" aria-live=${isLive ? 'polite' : 'off'} aria-label=${t('room.feed')} tabindex="0">
        ${feed.more ? html`<button class="quiet earlier" @click=${() => feed.earlier()}>${t('room.earlier')}</button>` : nothing}
        ${shown.length === 0 ? empty(t(none), '') : nothing}
        ${repeat(shown, (message) => message.seq, (message) => this.#message(message))}
        ${feed.isPast && feed.moreAfter ? html`<button class="quiet earlier" @click=${() => feed.later()}>${t('room.later')}</button>` : nothing}
      </div>
      ${held > 0 ? html`<button class="held" @click=${this.#pause}>${t('room.held', { count: held })}</button>` : nothing}
      ${feed.isPast ? html`<button class="held" @click=${() => feed.backToNow()}>${t('room.backToNow')}</button>` : nothing}
      ${feed.canSpeak ? this.#composer() : nothing}
    </section>`;
  }

  /** @param {Feed} feed */
  #bar(feed) {
    return html`<div class="feed-bar">
      <span class="state state-${feed.state}">${t(`room.state.${feed.state}`)}</span>
      <div class="search small">
        ${icon('search')}
        <label class="visually-hidden" for="feed-search">${t('room.search')}</label>
        <input id="feed-search" type="search" placeholder=${t('room.search')} autocomplete="off" @input=${this.#onSearch} />
      </div>
      <form class="jump" @submit=${this.#jump}>
        <label class="visually-hidden" for="feed-jump">${t('room.jump')}</label>
        <input id="feed-jump" name="moment" type="datetime-local" step="1" required />
        <button class="quiet">${t('room.jump.go')}</button>
      </form>
      <button class="quiet" aria-pressed=${this.#pausedAt !== null} @click=${this.#pause}>
        ${icon(this.#pausedAt === null ? 'pause' : 'play')}${t(this.#pausedAt === null ? 'room.pause' : 'room.goOn')}
      </button>
    </div>`;
  }

  /** @param {any} message */
  #message(message) {
    const gone = message.content === undefined || message.content === null;
    const mine = gone && message.deletedBy === message.senderId;
    return html`<article class="said ${gone ? 'gone' : ''}">
      <header>
        <a href=${linkTo('user', message.senderId)}><bdi>${message.senderName}</bdi></a>
        <time datetime=${message.timestamp} title=${dateTime(message.timestamp)}>${this.#feed?.isPast ? dateTime(message.timestamp) : time(message.timestamp)}</time>
        ${message.editedAt && !gone ? html`<small>${t('room.edited')}</small>` : nothing}
        <span class="row-acts">${actsOn({ userId: message.senderId, name: message.senderName, roomId: this.#room }, this.acted)}
        ${mayAct() && !mine ? this.#hideOrShow(message, gone) : nothing}</span>
      </header>
      <p class="words" dir="auto">${gone ? t('room.removed') : message.content}</p>
    </article>`;
  }

  /**
   * @param {any} message
   * @param {boolean} gone
   */
  #hideOrShow(message, gone) {
    const name = gone ? 'restore' : 'remove';
    const of = { name: message.senderName, time: time(message.timestamp) };
    const act = gone ? () => this.#restore(message, t('room.restore.reason')).catch(refused) : () => this.#remove(message);
    return html`<button class="icon-button small" title=${t(`room.${name}`)} aria-label=${t(`room.${name}.of`, of)} @click=${act}>${icon(gone ? 'restore' : 'delete')}</button>`;
  }

  #composer() {
    return html`<form class="speak" @submit=${this.#speak}>
      <label class="visually-hidden" for="words">${t('room.speak')}</label>
      <input id="words" name="words" maxlength="8000" placeholder=${t('room.speak')} autocomplete="off" ?readonly=${this.#saying} />
      <button class="primary">${icon('send')}<span class="visually-hidden">${t('room.send')}</span></button>
    </form>`;
  }

  #pause = () => {
    const last = this.#feed?.messages.at(-1)?.seq ?? 0;
    this.#pausedAt = this.#pausedAt === null ? last : null;
    this.update();
  };

  /** @param {Event} event */
  #onSearch = (event) => {
    this.#search = /** @type {HTMLInputElement} */ (event.target).value.trim();
    this.update();
  };

  /** @param {SubmitEvent} event */
  #jump = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    await this.#feed?.jump(new Date(String(new FormData(form).get('moment'))));
    this.draw();
    this.querySelector('.feed')?.scrollTo(0, 0);
  };

  /** @param {SubmitEvent} event */
  #speak = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const words = String(new FormData(form).get('words')).trim();
    if (!words || this.#saying) return;
    this.#saying = true;
    this.update();
    try {
      await this.#feed?.say(words);
      form.reset();
    } catch (error) {
      toast(t('room.notSaid', { why: String(/** @type {Error} */ (error).message) }));
    }
    this.#saying = false;
    this.update();
  };

  /** @param {any} message */
  #remove(message) {
    ask({
      title: t('room.remove.title'),
      text: html`<q class="quoted" dir="auto">${message.content}</q>`,
      fields: reasonField('remove-reason', t('act.reason')),
      action: t('room.remove'),
      danger: true,
      act: async ({ reason }) => {
        const { messageId } = message;
        await post('admin/removals', { roomId: this.#room, messageId, reason });
        toast(t('room.removed.done'), {
          label: t('undo'),
          act: () => this.#restore(message, t('act.undone.reason')),
        });
      },
    });
  }

  /**
   * @param {any} message
   * @param {string} reason
   */
  async #restore({ messageId }, reason) {
    await post('admin/restorations', { roomId: this.#room, messageId, reason });
    toast(t('room.restored.done'));
  }
}

/** @param {unknown} error */
function refused(error) {
  toast(String(explain(error)));
}

customElements.define('room-talk', RoomTalk);
