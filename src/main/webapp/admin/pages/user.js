// One user: by which connections, in which rooms.

import { avatar } from '../../chat/avatar.js';
import { get, post } from '../api.js';
import { ask, toast } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { icon } from '../icons.js';
import { empty, loading, reasonField } from '../parts.js';
import { Poll } from '../poll.js';
import { linkTo } from '../route.js';
import { actOn, askToLift, mayAct, stateOf } from '../sanction.js';
import { has, session } from '../session.js';
import { recordsOf } from '../user-records.js';
import { View } from '../view.js';
import { dateTime, number, t } from '../words.js';

const EVERY_MS = 4_000;

class UserPage extends View {
  #user = '';
  /** @type {any[] | null} */
  #sessions = null;
  /** @type {any[]} */
  #sanctions = [];
  #poll = new Poll(() => this.attempt(() => this.#ask()), EVERY_MS);

  /** @param {string} id */
  set user(id) {
    if (id === this.#user) return;
    this.#user = id;
    this.#sessions = null;
    this.#sanctions = [];
    this.error = null;
    if (this.isConnected) this.#poll.now();
    this.update();
  }

  opened() {
    this.#poll.start();
  }

  closed() {
    this.#poll.stop();
  }

  async #ask() {
    const userId = this.#user;
    const { sessions } = await get('admin/sessions', { userId }, this.life);
    if (userId !== this.#user) return;
    this.#sessions = sessions;
    const { sanctions } = await get('admin/sanctions', { userId, inForce: true }, this.life);
    if (userId === this.#user) this.#sanctions = sanctions;
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
      ${this.failed(() => this.#poll.now())} ${this.#imposed()}
      ${this.#sessions === null ? (this.error ? nothing : loading()) : this.#list(this.#sessions)}
    `;
  }

  /** @param {string} name */
  #acts(name) {
    const act = () => actOn({ userId: this.#user, name }, () => this.#poll.now());
    return html`<div class="head-acts">
      <button class="outline" @click=${act}>${t('act')}</button>
      ${this.#sessions?.length && mayAct() ? html`<button class="outline" @click=${() => this.#disconnect({ userId: this.#user })}>${t('user.disconnect')}</button>` : nothing}
      ${has('admin') ? html`<button class="outline bad" @click=${this.#endAccess}>${t('user.end')}</button>${recordsOf(this.#user)}` : nothing}
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
              ${each.rate ? rate(each.rate) : nothing}
            </dl>
            <p class="in-rooms">
              ${each.roomIds.length === 0
                ? t('user.noRooms')
                : each.roomIds.map((/** @type {string} */ room) => html`<a class="chip" href=${linkTo('room', room)}>${room}</a>`)}
            </p>
            ${mayAct() && this.#user !== session()?.user.id
              ? html`<button class="outline small" @click=${() => this.#disconnect({ clientId: each.clientId })}>${t('user.disconnect.one')}</button>`
              : nothing}
          </li>`,
        )}
      </ul>`;
  }

  /** @param {{userId: string} | {clientId: string}} whom */
  #disconnect(whom) {
    ask({
      title: t('userId' in whom ? 'user.disconnect.title' : 'user.disconnect.one.title', { user: this.#user }),
      text: t('user.disconnect.text'),
      fields: reasonField('disconnect-reason', t('act.reason')),
      action: t('user.disconnect.do'),
      danger: true,
      act: async ({ reason }) => {
        const done = await post('admin/disconnections', { ...whom, reason });
        toast(t('user.disconnected', { count: done.sessionsClosed }));
        this.#poll.now();
      },
    });
  }

  #endAccess = () =>
    ask({
      title: t('user.end.title', { user: this.#user }),
      text: t('user.end.text'),
      fields: reasonField('reason'),
      action: t('user.end'),
      danger: true,
      act: async ({ reason }) => {
        const done = await post('admin/revocations', { userId: this.#user, reason });
        toast(t('user.ended', { count: done.sessionsClosed }));
        this.#poll.now();
      },
    });
}

/**
 * How much of its rate a session has left, and how often it was past it.
 * @param {{left: number, burst: number, refused: number}} rate
 */
function rate({ left, burst, refused }) {
  return html`<div>
      <dt>${t('user.rate')}</dt>
      <dd><meter min="0" max=${burst} low=${burst / 4} .value=${left} aria-label=${t('user.rate')}></meter> ${t('user.rate.left', { left, burst })}</dd>
    </div>
    <div><dt>${t('user.refused')}</dt><dd class=${refused > 0 ? 'warned' : ''}>${number(refused)}</dd></div>`;
}

customElements.define('page-user', UserPage);
