// One user: by which connections, in which rooms.

import { avatar } from '../../chat/avatar.js';
import { get, post } from '../api.js';
import { ask, toast } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { icon } from '../icons.js';
import { empty, explain, failure, loading } from '../parts.js';
import { Poll } from '../poll.js';
import { linkTo } from '../route.js';
import { actOn, askToLift, stateOf } from '../sanction.js';
import { has, session } from '../session.js';
import { View } from '../view.js';
import { dateTime, t } from '../words.js';

const EVERY_MS = 4_000;

class UserPage extends View {
  #user = '';
  /** @type {any[] | null} */
  #sessions = null;
  /** @type {any[]} */
  #sanctions = [];
  /** @type {unknown} */
  #error = null;
  #poll = new Poll(() => this.#ask(), EVERY_MS);

  /** @param {string} id */
  set user(id) {
    if (id === this.#user) return;
    this.#user = id;
    this.#sessions = null;
    if (this.isConnected) this.#poll.now();
  }

  opened() {
    this.#poll.start();
  }

  closed() {
    this.#poll.stop();
  }

  async #ask() {
    try {
      const page = await get('admin/sessions', { userId: this.#user }, this.life);
      this.#sessions = page.sessions;
      const imposed = { userId: this.#user, inForce: true };
      this.#sanctions = (await get('admin/sanctions', imposed, this.life)).sanctions;
      this.#error = null;
    } catch (error) {
      this.#error = error;
    }
    this.update();
  }

  template() {
    const name = this.#sessions?.[0]?.user.name ?? this.#user;
    return html`
      <a class="back" href=${linkTo('sessions')}>${icon('back')}${t('user.back')}</a>
      <header class="page-head person-head">
        ${avatar(this.#user, name)}
        <div>
          <h1><bdi>${name}</bdi></h1>
          <p class="count"><bdi>${this.#user}</bdi></p>
        </div>
        ${this.#user === session()?.user.id ? nothing : this.#acts(name)}
      </header>
      ${failure(explain(this.#error), () => this.#poll.now())} ${this.#imposed()}
      ${this.#sessions === null ? (this.#error ? nothing : loading()) : this.#list(this.#sessions)}
    `;
  }

  /** @param {string} name */
  #acts(name) {
    const act = () => actOn({ userId: this.#user, name }, () => this.#poll.now());
    return html`<div class="head-acts">
      <button class="outline" @click=${act}>${t('act')}</button>
      ${has('admin') ? html`<button class="outline bad" @click=${this.#endAccess}>${t('user.end')}</button>` : nothing}
    </div>`;
  }

  #imposed() {
    if (this.#sanctions.length === 0) return nothing;
    return html`<h2 class="section">${t('user.sanctions')}</h2>
      <ul class="cards">
        ${this.#sanctions.map(
          (each) => html`<li class="card-box imposed">
            <div>
              <strong>${t(`act.${each.kind}`)}</strong> ${each.roomId ? html`<a class="chip" href=${linkTo('room', each.roomId)}>${each.roomId}</a>` : html`<span class="tag">${t('act.scope.all')}</span>`}
              <p class="hint">${stateOf(each)}</p>
              <p dir="auto">${each.reason}</p>
            </div>
            <button class="outline" @click=${() => askToLift(each, () => this.#poll.now())}>${t('lift')}</button>
          </li>`,
        )}
      </ul>`;
  }

  /** @param {any[]} sessions */
  #list(sessions) {
    if (sessions.length === 0) return empty(t('user.away'), t('user.away.text'));
    return html`<h2 class="section">${t('user.sessions', { count: sessions.length })}</h2>
      <ul class="cards">
        ${sessions.map(
          (each) => html`<li class="card-box">
            <dl class="facts">
              <div><dt>${t('sessions.since')}</dt><dd>${dateTime(each.since)}</dd></div>
              ${each.address ? html`<div><dt>${t('sessions.address')}</dt><dd>${each.address}</dd></div>` : nothing}
              <div><dt>${t('sessions.roles')}</dt><dd>${each.user.roles.join(', ') || '–'}</dd></div>
            </dl>
            <p class="in-rooms">
              ${each.roomIds.length === 0
                ? t('user.noRooms')
                : each.roomIds.map((/** @type {string} */ room) => html`<a class="chip" href=${linkTo('room', room)}>${room}</a>`)}
            </p>
          </li>`,
        )}
      </ul>`;
  }

  #endAccess = () =>
    ask({
      title: t('user.end.title', { user: this.#user }),
      text: t('user.end.text'),
      fields: html`<div class="field">
        <label for="reason">${t('reason')}</label>
        <input id="reason" name="reason" maxlength="500" required />
      </div>`,
      action: t('user.end'),
      danger: true,
      act: async ({ reason }) => {
        const done = await post('admin/revocations', { userId: this.#user, reason });
        toast(t('user.ended', { count: done.sessionsClosed }));
        this.#poll.now();
      },
    });
}

customElements.define('page-user', UserPage);
