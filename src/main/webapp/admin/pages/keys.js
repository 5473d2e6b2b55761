// The keys by which services prove themselves.

import { get, post, remove } from '../api.js';
import { ask, tell, toast } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { empty, loading } from '../parts.js';
import { View } from '../view.js';
import { dateTime, t } from '../words.js';

const RIGHTS = ['publish', 'read', 'emit-room', 'emit-user', 'emit-all'];
const DAY_MS = 86_400_000;
/** @type {Record<string, number | null>} */
const LASTS = { '30d': 30 * DAY_MS, '90d': 90 * DAY_MS, '1y': 365 * DAY_MS, never: null };

class KeysPage extends View {
  /** @type {any[] | null} */
  #keys = null;

  opened() {
    this.#ask();
  }

  #ask() {
    return this.attempt(async () => {
      this.#keys = (await get('admin/keys', {}, this.life)).keys;
    });
  }

  template() {
    return html`
      <header class="page-head">
        <div>
          <h1>${t('keys.title')}</h1>
          <p class="count">${t('keys.lead')}</p>
        </div>
        <button class="primary" @click=${this.#make}>${t('keys.make')}</button>
      </header>
      ${this.failed(() => this.#ask())}
      ${this.#keys === null ? (this.error ? nothing : loading()) : this.#list(this.#keys)}
    `;
  }

  /** @param {any[]} keys */
  #list(keys) {
    if (keys.length === 0) return empty(t('keys.empty'), t('keys.empty.text'));
    return html`<div class="table-box">
      <table class="list">
        <caption class="visually-hidden">${t('keys.title')}</caption>
        <thead>
          <tr>
            <th scope="col">${t('keys.service')}</th>
            <th scope="col">${t('keys.rights')}</th>
            <th scope="col" class="wide-only">${t('keys.rooms')}</th>
            <th scope="col" class="wide-only">${t('keys.made')}</th>
            <th scope="col">${t('keys.used')}</th>
            <th scope="col" class="wide-only">${t('keys.expires')}</th>
            <th scope="col"><span class="visually-hidden">${t('accounts.acts')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${keys.map((key) => this.#line(key))}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {any} key */
  #line(key) {
    return html`<tr>
      <th scope="row"><strong>${key.service}</strong><br /><small><code>${key.id}</code></small></th>
      <td>${key.rights.map((/** @type {string} */ right) => html`<span class="tag">${t(`right.${right}`)}</span> `)}</td>
      <td class="wide-only">${key.rooms.length === 0 ? '–' : key.rooms.map((/** @type {string} */ rooms) => html`<code>${rooms}</code> `)}</td>
      <td class="wide-only">${dateTime(key.createdAt)}<br /><small><bdi>${key.createdBy}</bdi></small></td>
      <td>${key.lastUsedAt ? dateTime(key.lastUsedAt) : t('keys.unused')}</td>
      <td class="wide-only">${key.expiresAt ? dateTime(key.expiresAt) : t('keys.lasts.never')}</td>
      <td class="acts"><button class="link bad" @click=${() => this.#revoke(key)}>${t('keys.revoke')}<span class="visually-hidden"> ${key.service} ${key.id}</span></button></td>
    </tr>`;
  }

  #make = () =>
    ask({
      title: t('keys.make'),
      fields: html`<div class="field">
          <label for="key-service">${t('keys.service')}</label>
          <input id="key-service" name="service" pattern="[a-z0-9._\\-]+" maxlength="48" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="key-rule" required />
          <p class="hint" id="key-rule">${t('keys.rule')}</p>
        </div>
        <fieldset class="rights">
          <legend>${t('keys.rights')}</legend>
          ${RIGHTS.map((right, i) => html`<label class="check"><input type="checkbox" name="right:${right}" ?checked=${i === 0} /> <span>${t(`right.${right}`)}</span></label>`)}
        </fieldset>
        <div class="field">
          <label for="key-rooms">${t('keys.rooms')}</label>
          <textarea id="key-rooms" name="rooms" rows="2" autocomplete="off" spellcheck="false" aria-describedby="key-rooms-rule"></textarea>
          <p class="hint" id="key-rooms-rule">${t('keys.rooms.rule')}</p>
        </div>
        <div class="field">
          <label for="key-lasts">${t('keys.lasts')}</label>
          <select id="key-lasts" name="lasts">
            ${Object.keys(LASTS).map((key) => html`<option value=${key} ?selected=${key === '90d'}>${t(`keys.lasts.${key}`)}</option>`)}
          </select>
        </div>`,
      action: t('keys.make'),
      act: (given) => post('admin/keys', wanted(given)),
      after: (made) => this.#show(made),
    });

  /** @param {any} key */
  #revoke({ id, service }) {
    ask({
      title: t('keys.revoke.title', { service }),
      text: t('keys.revoke.text'),
      action: t('keys.revoke'),
      danger: true,
      act: async () => {
        await remove(`admin/keys/${id}`);
        toast(t('keys.revoked', { service }));
        this.#ask();
      },
    });
  }

  /** @param {{service: string, key: string}} made */
  #show({ service, key }) {
    this.#ask();
    tell(
      t('keys.made.title', { service }),
      html`<p>${t('keys.made.text')}</p>
        <p class="secret"><code>${key}</code></p>
        <button class="outline" @click=${() => copy(key)}>${t('copy')}</button>`,
    );
  }
}

/** @param {Record<string, string>} given */
function wanted({ service, rooms, lasts, ...more }) {
  const length = LASTS[lasts];
  return {
    service,
    rights: RIGHTS.filter((right) => `right:${right}` in more),
    rooms: rooms.split(/[\s,]+/).filter(Boolean),
    expiresAt: length === null ? undefined : new Date(Date.now() + length).toISOString(),
  };
}

/** @param {string} text browsers let pages of https and localhost alone write to the clipboard */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('copied'));
  } catch {
    toast(t('notCopied'));
  }
}

customElements.define('page-keys', KeysPage);
