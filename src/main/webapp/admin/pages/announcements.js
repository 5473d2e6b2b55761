// What is announced to rooms or to everybody: written with a preview, listed, taken back.

import { post } from '../api.js';
import { ask, toast } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { NewestFirst } from '../newest-first.js';
import { icon } from '../icons.js';
import { explain } from '../parts.js';
import { linkTo } from '../route.js';
import { has } from '../session.js';
import { dateTime, t } from '../words.js';

const HOUR_MS = 3_600_000;
/** @type {Record<string, number | undefined>} */
const DURATIONS = { once: undefined, '1h': HOUR_MS, '1d': 24 * HOUR_MS, '7d': 168 * HOUR_MS };
const MOST_CHARACTERS = 1_000;

class AnnouncementsPage extends NewestFirst {
  about = { path: 'admin/announcements', lines: 'announcements', words: 'announcements' };
  #all = false;
  #writes = false;
  #busy = false;
  #content = '';
  #level = 'info';
  #everywhere = false;
  /** @type {unknown} */
  #refusal = null;

  query() {
    return { standing: this.#all ? undefined : true };
  }

  controls() {
    return html`
      ${this.#writes
        ? this.#form()
        : html`<div class="filters"><button class="primary" @click=${this.#open}>${t('announcements.make')}</button></div>`}
      <label class="check"><input type="checkbox" .checked=${this.#all} @change=${this.#toggle} /> ${t('announcements.all')}</label>
    `;
  }

  #toggle = () => {
    this.#all = !this.#all;
    this.load();
  };

  #open = () => {
    this.#writes = true;
    this.draw();
    this.querySelector('textarea')?.focus();
  };

  #close = () => {
    this.#writes = false;
    this.#content = '';
    this.#level = 'info';
    this.#everywhere = false;
    this.#refusal = null;
    this.update();
  };

  #form() {
    return html`<form class="card-box announce" @submit=${this.#announce} @input=${this.#onInput}>
      <div class="field">
        <label for="announce-content">${t('announcements.content')}</label>
        <textarea id="announce-content" name="content" rows="3" maxlength=${MOST_CHARACTERS} dir="auto" required></textarea>
      </div>
      <div class="filters">
        <div class="field">
          <label for="announce-level">${t('announcements.level')}</label>
          <select id="announce-level" name="level">
            <option value="info">${t('announcements.level.info')}</option>
            <option value="warning">${t('announcements.level.warning')}</option>
          </select>
        </div>
        <div class="field">
          <label for="announce-duration">${t('announcements.duration')}</label>
          <select id="announce-duration" name="duration">
            ${Object.keys(DURATIONS).map((key) => html`<option value=${key} ?selected=${key === '1h'}>${t(`announcements.duration.${key}`)}</option>`)}
          </select>
        </div>
        ${has('admin')
          ? html`<div class="field">
              <label for="announce-target">${t('announcements.target')}</label>
              <select id="announce-target" name="target">
                <option value="rooms">${t('announcements.target.rooms')}</option>
                <option value="all">${t('announcements.target.all')}</option>
              </select>
            </div>`
          : nothing}
      </div>
      ${this.#everywhere
        ? nothing
        : html`<div class="field">
            <label for="announce-rooms">${t('announcements.rooms')}</label>
            <input id="announce-rooms" name="rooms" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="announce-rooms-hint" required />
            <p class="hint" id="announce-rooms-hint">${t('announcements.rooms.hint')}</p>
          </div>`}
      <div class="field">
        <label for="announce-reason">${t('reason')}</label>
        <input id="announce-reason" name="reason" maxlength="512" required />
      </div>
      <h2>${t('announcements.preview')}</h2>
      ${this.#shown(this.#level, this.#content.trim() || t('announcements.preview.none'))}
      <p class="field-error" role="alert">${explain(this.#refusal) ?? nothing}</p>
      <div class="buttons">
        <button type="button" class="quiet" @click=${this.#close}>${t('cancel')}</button>
        <button class="primary" ?disabled=${this.#busy}>${t('announcements.do')}</button>
      </div>
    </form>`;
  }

  /**
   * As those see it whom it is told.
   * @param {string} level
   * @param {string} content
   */
  #shown(level, content) {
    return html`<div class="notice ${level === 'warning' ? '' : 'plain'}">${icon('announcements')}<p class="lines" dir="auto">${content}</p></div>`;
  }

  /** @param {Event} event */
  #onInput = (event) => {
    const given = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    this.#content = String(given.get('content') ?? '');
    this.#level = String(given.get('level'));
    this.#everywhere = given.get('target') === 'all';
    this.update();
  };

  /** @param {SubmitEvent} event */
  #announce = async (event) => {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const rooms = String(given.get('rooms') ?? '');
    this.#busy = true;
    this.update();
    try {
      const made = await post('admin/announcements', {
        ...(this.#everywhere
          ? { everywhere: true }
          : { roomIds: rooms.split(/[\s,]+/).filter((name) => name) }),
        content: this.#content,
        level: this.#level,
        durationMs: DURATIONS[String(given.get('duration'))],
        reason: given.get('reason'),
      });
      toast(t('announcements.done'), {
        label: t('undo'),
        act: () => this.#end(made.id, t('act.undone.reason')),
      });
      this.#close();
      this.load();
    } catch (error) {
      this.#refusal = error;
    }
    this.#busy = false;
    this.update();
  };

  /**
   * @param {string} announcementId
   * @param {string} reason
   */
  async #end(announcementId, reason) {
    await post('admin/announcement-ends', { announcementId, reason });
    toast(t('announcements.ended'));
    this.load();
  }

  /** @param {any} announcement */
  #askToEnd(announcement) {
    ask({
      title: t('announcements.end.title'),
      text: announcement.content,
      fields: html`<div class="field">
        <label for="announce-end-reason">${t('reason')}</label>
        <input id="announce-end-reason" name="reason" maxlength="512" required />
      </div>`,
      action: t('announcements.end'),
      act: ({ reason }) => this.#end(announcement.id, reason),
    });
  }

  /** @param {any} announcement */
  #mayEnd({ state, everywhere }) {
    return (state === 'standing' || state === 'told') && (!everywhere || has('admin'));
  }

  /** @param {any} announcement */
  #state({ state, until }) {
    return state === 'standing'
      ? t('state.until', { time: dateTime(until) })
      : t(`announcements.state.${state}`);
  }

  /** @param {any[]} lines */
  table(lines) {
    return html`<table class="list">
      <caption class="visually-hidden">${t('announcements.title')}</caption>
      <thead>
        <tr>
          <th scope="col">${t('announcements.content')}</th>
          <th scope="col">${t('announcements.target')}</th>
          <th scope="col">${t('sanctions.state')}</th>
          <th scope="col" class="wide-only">${t('reason')}</th>
          <th scope="col" class="wide-only">${t('sanctions.by')}</th>
          <th scope="col"><span class="visually-hidden">${t('accounts.acts')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (each) => html`<tr>
            <th scope="row" class="lines" dir="auto">${each.level === 'warning' ? html`<span class="tag">${t('announcements.level.warning')}</span> ` : nothing}${each.content}</th>
            <td>${each.everywhere ? html`<span class="tag">${t('announcements.target.all')}</span>` : each.roomIds.map((/** @type {string} */ room) => html`<a class="chip" href=${linkTo('room', room)}>${room}</a> `)}</td>
            <td>${this.#state(each)}</td>
            <td class="wide-only" dir="auto">${each.reason}</td>
            <td class="wide-only"><bdi>${each.by}</bdi><br /><small>${dateTime(each.at)}</small></td>
            <td class="acts">${this.#mayEnd(each) ? html`<button class="link" @click=${() => this.#askToEnd(each)}>${t('announcements.end')}<span class="visually-hidden"> ${each.content}</span></button>` : nothing}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

customElements.define('page-announcements', AnnouncementsPage);
