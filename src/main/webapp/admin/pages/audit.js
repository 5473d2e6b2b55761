// Who did what, to whom and why; nothing of it can be changed.

import { csv } from '../api.js';
import { toast } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { NewestFirst } from '../newest-first.js';
import { explain } from '../parts.js';
import { linkTo } from '../route.js';
import { dateTime, t } from '../words.js';

const ACTIONS = [
  'mute',
  'kick',
  'ban',
  'lift',
  'room-controls',
  'remove',
  'restore',
  'purge',
  'report',
  'filter',
  'disconnect',
  'read',
  'announce',
  'retention',
  'export',
  'erase',
  'account',
];
const TYPED_MS = 300;
const PAGE = 200;
const MOST_PAGES = 50;

class AuditPage extends NewestFirst {
  about = { path: 'admin/audit', lines: 'entries', words: 'audit' };
  /** @type {Record<string, string>} */
  #filter = {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typed;

  query() {
    return this.#filter;
  }

  controls() {
    const moments = /** @type {const} */ (['from', 'to']);
    return html`<form class="filters" @input=${this.#onInput} @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <div class="field">
        <label for="audit-action">${t('audit.action')}</label>
        <select id="audit-action" name="action">
          <option value="">${t('audit.any')}</option>
          ${ACTIONS.map((action) => html`<option value=${action}>${t(`action.${action}`)}</option>`)}
        </select>
      </div>
      ${['by', 'userId', 'roomId'].map(
        (name) => html`<div class="field">
          <label for="audit-${name}">${t(`audit.${name}`)}</label>
          <input id="audit-${name}" name=${name} maxlength="128" autocomplete="off" spellcheck="false" />
        </div>`,
      )}
      ${moments.map(
        (name) => html`<div class="field">
          <label for="audit-${name}">${t(`audit.${name}`)}</label>
          <input id="audit-${name}" name=${name} type="datetime-local" />
        </div>`,
      )}
      <button type="button" class="outline" @click=${this.#save}>${t('audit.csv')}</button>
    </form>`;
  }

  /** @param {Event} event */
  #onInput = (event) => {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    this.#filter = Object.fromEntries([...new FormData(form)].map(([k, v]) => [k, String(v).trim()]));
    for (const end of ['from', 'to']) {
      if (this.#filter[end]) this.#filter[end] = new Date(this.#filter[end]).toISOString();
    }
    clearTimeout(this.#typed);
    this.#typed = setTimeout(() => this.load(), TYPED_MS);
  };

  #save = async () => {
    try {
      const url = URL.createObjectURL(await csv('admin/audit', { ...this.#filter, limit: PAGE }, MOST_PAGES));
      const link = document.createElement('a');
      link.href = url;
      link.download = 'parley-audit.csv';
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      toast(String(explain(error)));
    }
  };

  /** @param {any[]} lines */
  table(lines) {
    return html`<table class="list">
      <caption class="visually-hidden">${t('audit.title')}</caption>
      <thead>
        <tr>
          <th scope="col">${t('time')}</th>
          <th scope="col">${t('audit.by')}</th>
          <th scope="col">${t('audit.action')}</th>
          <th scope="col">${t('audit.target')}</th>
          <th scope="col" class="wide-only">${t('reason')}</th>
          <th scope="col" class="wide-only">${t('audit.change')}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (each) => html`<tr>
            <td>${dateTime(each.at)}</td>
            <td><bdi>${each.by}</bdi></td>
            <td>${t(`action.${each.action}`)}</td>
            <td>
              ${each.userId ? html`<a class="strong" href=${linkTo('user', each.userId)}><bdi>${each.userId}</bdi></a> ` : nothing}
              ${each.address ?? nothing}
              ${each.roomId ? html`<a class="chip" href=${linkTo('room', each.roomId)}>${each.roomId}</a>` : nothing}
            </td>
            <td class="wide-only" dir="auto">${each.reason}</td>
            <td class="wide-only">${[each.before, each.after].filter(Boolean).join(' → ')}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

customElements.define('page-audit', AuditPage);
