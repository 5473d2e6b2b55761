// One room: how it is set, what is said, who is there, what holds.

import { get } from '../api.js';
import { html, nothing, repeat } from '../lit.js';
import { icon } from '../icons.js';
import { kindOf, loading, person } from '../parts.js';
import { actsOn } from '../people-acts.js';
import { Poll } from '../poll.js';
import { controlsBar, tagsOf } from '../room-controls.js';
import { policyOf } from '../room-policy.js';
import { linkTo } from '../route.js';
import { mayAct } from '../sanction.js';
import '../talk.js';
import { View } from '../view.js';
import { t } from '../words.js';

const EVERY_MS = 3_000;
const MEMBERS = 100;

class RoomPage extends View {
  #room = '';
  /** @type {any} */
  #detail = null;
  #poll = new Poll(() => this.attempt(() => this.#ask()), EVERY_MS);
  #again = () => this.#poll.now();

  /** @param {string} room */
  set room(room) {
    if (room === this.#room) return;
    this.#room = room;
    this.#detail = null;
    if (this.isConnected) this.#again();
    this.update();
  }

  opened() {
    this.#poll.start();
  }

  closed() {
    this.#poll.stop();
  }

  async #ask() {
    const room = this.#room;
    const detail = await get('admin/room', { roomId: room, limit: MEMBERS }, this.life);
    if (room === this.#room) this.#detail = detail;
  }

  template() {
    const detail = this.#detail;
    return html`
      <a class="back" href=${linkTo('rooms')}>${icon('back')}${t('room.back')}</a>
      <header class="page-head">
        <h1>${this.#room}</h1>
        ${detail ? kindOf(detail.policy.kind) : nothing}
        <p class="count" role="status">${detail ? t('room.users', { count: detail.users }) : ''}</p>
        ${detail ? tagsOf(detail.controls) : nothing}
      </header>
      ${this.failed(this.#again)}
      ${detail && mayAct() ? controlsBar(this.#room, detail.controls, this.#again) : nothing}
      ${detail
        ? html`<div class="room-columns"><room-talk .room=${this.#room} .acted=${this.#again}></room-talk>${this.#aside()}</div>`
        : this.error
          ? nothing
          : loading()}
    `;
  }

  #aside() {
    return html`<aside class="about">
      <section class="card-box">
        <h2>${t('room.members')}</h2>
        ${this.#members()}
      </section>
      <section class="card-box">
        <h2>${t('room.policy')}</h2>
        ${policyOf(this.#detail)}
      </section>
    </aside>`;
  }

  #members() {
    const { members, more } = this.#detail;
    return html`${members.length === 0 ? html`<p class="hint">${t('room.nobody')}</p>` : nothing}
      <ul class="people">
        ${repeat(members, (/** @type {any} */ member) => member.userId, (/** @type {any} */ member) => html`<li>
            ${person(member.userId, member.username)}
            <span class="row-acts"><small>${t('room.sessions', { count: member.sessions.length })}</small>${actsOn({ userId: member.userId, name: member.username, roomId: this.#room }, this.#again)}</span>
          </li>`)}
      </ul>
      ${more ? html`<p class="hint">${t('room.more')}</p>` : nothing}`;
  }
}

customElements.define('page-room', RoomPage);
