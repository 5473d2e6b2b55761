// One room: what is said, who is there, what holds.

import { get } from '../api.js';
import { ask, toast } from '../dialog.js';
import { Feed } from '../feed.js';
import { html, nothing, repeat } from '../lit.js';
import { icon } from '../icons.js';
import { empty, explain, failure, kindOf, loading, person } from '../parts.js';
import { Poll } from '../poll.js';
import { linkTo } from '../route.js';
import { actOn, mayAct } from '../sanction.js';
import { session } from '../session.js';
import { View } from '../view.js';
import { dateTime, number, t, time } from '../words.js';

const EVERY_MS = 3_000;
const AT_END_PX = 60;

class RoomPage extends View {
  #room = '';
  /** @type {any} */
  #detail = null;
  /** @type {unknown} */
  #error = null;
  /** @type {Feed | null} */
  #feed = null;
  #search = '';
  /** @type {number | null} the sequence up to which it is shown while it is paused */
  #pausedAt = null;
  #poll = new Poll(() => this.#ask(), EVERY_MS);

  /** @param {string} room */
  set room(room) {
    if (room === this.#room) return;
    this.#room = room;
    if (this.isConnected) this.#begin();
  }

  opened() {
    this.#begin();
  }

  closed() {
    this.#poll.stop();
    this.#feed?.close();
  }

  #begin() {
    this.#feed?.close();
    this.#detail = null;
    this.#pausedAt = null;
    this.#feed = new Feed(this.#room, () => this.update());
    this.#feed.open();
    this.#poll.start();
    this.#poll.now();
  }

  async #ask() {
    try {
      this.#detail = await get('admin/room', { roomId: this.#room, limit: 100 }, this.life);
      this.#error = null;
    } catch (error) {
      this.#error = error;
    }
    this.update();
  }

  draw() {
    const list = this.querySelector('.feed');
    const atEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_PX;
    super.draw();
    const after = this.querySelector('.feed');
    if (atEnd && after && this.#pausedAt === null) after.scrollTop = after.scrollHeight;
  }

  template() {
    const policy = this.#detail?.policy;
    return html`
      <a class="back" href=${linkTo('rooms')}>${icon('back')}${t('room.back')}</a>
      <header class="page-head">
        <h1>${this.#room}</h1>
        ${policy ? kindOf(policy.kind) : nothing}
        <p class="count" role="status">${this.#detail ? t('room.users', { count: this.#detail.users }) : ''}</p>
      </header>
      ${failure(explain(this.#error), () => this.#poll.now())}
      ${this.#detail ? html`<div class="room-columns">${this.#talk()}${this.#aside()}</div>` : this.#error ? nothing : loading()}
    `;
  }

  #talk() {
    const feed = /** @type {Feed} */ (this.#feed);
    const all = feed.messages;
    const until = this.#pausedAt ?? Infinity;
    const words = this.#search.toLowerCase();
    const shown = all.filter(
      (message) =>
        message.seq <= until &&
        (!words || `${message.content ?? ''} ${message.senderName}`.toLowerCase().includes(words)),
    );
    const held = all.filter((message) => message.seq > until).length;
    return html`<section class="talk card-box" aria-label=${t('room.feed')}>
      <div class="feed-bar">
        <span class="state state-${feed.state}">${t(`room.state.${feed.state}`)}</span>
        <div class="search small">
          ${icon('search')}
          <label class="visually-hidden" for="feed-search">${t('room.search')}</label>
          <input id="feed-search" type="search" placeholder=${t('room.search')} autocomplete="off" @input=${this.#onSearch} />
        </div>
        <button class="quiet" aria-pressed=${this.#pausedAt !== null} @click=${this.#pause}>
          ${icon(this.#pausedAt === null ? 'pause' : 'play')}${t(this.#pausedAt === null ? 'room.pause' : 'room.goOn')}
        </button>
      </div>
      ${failure(explain(feed.error), () => feed.earlier())}
      <div class="feed" role="log" aria-live=${this.#pausedAt === null ? 'polite' : 'off'} aria-label=${t('room.feed')} tabindex="0">
        ${feed.more ? html`<button class="quiet earlier" @click=${() => feed.earlier()}>${t('room.earlier')}</button>` : nothing}
        ${shown.length === 0 ? empty(t(words ? 'room.none' : 'room.silent'), '') : nothing}
        ${repeat(shown, (message) => message.seq, (message) => this.#message(message, feed))}
      </div>
      ${held > 0 ? html`<button class="held" @click=${this.#pause}>${t('room.held', { count: held })}</button>` : nothing}
      ${feed.isLive ? this.#composer() : nothing}
    </section>`;
  }

  /**
   * @param {any} message
   * @param {Feed} feed
   */
  #message(message, feed) {
    const gone = message.content === undefined || message.content === null;
    return html`<article class="said ${gone ? 'gone' : ''}">
      <header>
        <a href=${linkTo('user', message.senderId)}><bdi>${message.senderName}</bdi></a>
        <time datetime=${message.timestamp} title=${dateTime(message.timestamp)}>${time(message.timestamp)}</time>
        ${message.editedAt && !gone ? html`<small>${t('room.edited')}</small>` : nothing}
        <span class="row-acts">${this.#act(message.senderId, message.senderName)}
        ${gone || !feed.isLive
          ? nothing
          : html`<button class="icon-button small" title=${t('room.remove')} aria-label=${t('room.remove.of', { name: message.senderName, time: time(message.timestamp) })} @click=${() => this.#remove(message, feed)}>${icon('delete')}</button>`}</span>
      </header>
      <p class="words" dir="auto">${gone ? t('room.removed') : message.content}</p>
    </article>`;
  }

  /**
   * @param {string} userId
   * @param {string} name
   */
  #act(userId, name) {
    if (!mayAct() || userId === session()?.user.id) return nothing;
    const act = () => actOn({ userId, name, roomId: this.#room }, () => this.#poll.now());
    return html`<button class="icon-button small" title=${t('act')} aria-label=${t('act.on', { name })} @click=${act}>${icon('sanctions')}</button>`;
  }

  #composer() {
    return html`<form class="speak" @submit=${this.#speak}>
      <label class="visually-hidden" for="words">${t('room.speak')}</label>
      <input id="words" name="words" maxlength="8000" placeholder=${t('room.speak')} autocomplete="off" />
      <button class="primary">${icon('send')}<span class="visually-hidden">${t('room.send')}</span></button>
    </form>`;
  }

  #aside() {
    const { members, policy, more, lastSeq } = this.#detail;
    const facts = [
      [t('room.fact.kind'), t(`kind.${policy.kind}`)],
      [t('room.fact.history'), t(policy.history ? 'room.kept' : 'room.notKept')],
      [t('room.fact.encrypted'), t(policy.encrypted ? 'yes' : 'no')],
      [t('room.fact.messages'), number(lastSeq)],
      [t('room.fact.maxMembers'), number(policy.maxMembers)],
    ];
    return html`<aside class="about">
      <section class="card-box">
        <h2>${t('room.members')}</h2>
        ${members.length === 0 ? html`<p class="hint">${t('room.nobody')}</p>` : nothing}
        <ul class="people">
          ${repeat(members, (/** @type {any} */ member) => member.userId, (/** @type {any} */ member) => html`<li>
              ${person(member.userId, member.username)}
              <span class="row-acts"><small>${t('room.sessions', { count: member.sessions.length })}</small>${this.#act(member.userId, member.username)}</span>
            </li>`)}
        </ul>
        ${more ? html`<p class="hint">${t('room.more')}</p>` : nothing}
      </section>
      <section class="card-box">
        <h2>${t('room.policy')}</h2>
        <dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      </section>
    </aside>`;
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
  #speak = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const words = String(new FormData(form).get('words')).trim();
    if (!words) return;
    form.reset();
    try {
      await this.#feed?.say(words);
    } catch (error) {
      toast(t('room.notSaid', { why: String(/** @type {Error} */ (error).message) }));
    }
  };

  /**
   * @param {any} message
   * @param {Feed} feed
   */
  #remove(message, feed) {
    ask({
      title: t('room.remove.title'),
      text: html`<q class="quoted" dir="auto">${message.content}</q>`,
      action: t('room.remove'),
      danger: true,
      act: async () => {
        await feed.remove(message.messageId);
        toast(t('room.removed.done'));
      },
    });
  }
}

customElements.define('page-room', RoomPage);
