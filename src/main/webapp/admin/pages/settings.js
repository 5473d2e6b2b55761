// The configuration that the node runs with; it is changed where it comes from, not here.

import { get } from '../api.js';
import { html, nothing } from '../lit.js';
import { icon } from '../icons.js';
import { empty, loading } from '../parts.js';
import { View } from '../view.js';
import { t } from '../words.js';

const ROOT = 'parley.';

class SettingsPage extends View {
  /** @type {any[] | null} */
  #settings = null;
  #search = '';
  #changedAlone = false;

  opened() {
    this.#ask();
  }

  #ask() {
    return this.attempt(async () => {
      this.#settings = (await get('admin/settings', {}, this.life)).settings;
    });
  }

  template() {
    return html`
      <header class="page-head">
        <div>
          <h1>${t('settings.title')}</h1>
          <p class="count">${t('settings.lead')}</p>
        </div>
      </header>
      <div class="search">
        ${icon('search')}
        <label class="visually-hidden" for="search">${t('settings.search')}</label>
        <input id="search" type="search" placeholder=${t('settings.search')} maxlength="128" autocomplete="off" spellcheck="false" @input=${this.#onSearch} />
      </div>
      <label class="check"><input type="checkbox" .checked=${this.#changedAlone} @change=${this.#toggle} /> ${t('settings.changedAlone')}</label>
      ${this.failed(() => this.#ask())}
      ${this.#settings === null ? (this.error ? nothing : loading()) : this.#groups(this.#settings)}
    `;
  }

  /** @param {any[]} settings */
  #groups(settings) {
    const shown = settings.filter(
      ({ key, about, changed }) =>
        (!this.#changedAlone || changed) && `${key} ${about}`.toLowerCase().includes(this.#search),
    );
    if (shown.length === 0) return empty(t('settings.empty'), '');
    /** @type {Map<string, any[]>} */
    const groups = new Map();
    for (const setting of shown) {
      const path = setting.key.slice(ROOT.length);
      const group = path.slice(0, path.lastIndexOf('.'));
      groups.set(group, [...(groups.get(group) ?? []), { ...setting, path }]);
    }
    return [...groups].map(
      ([group, lines]) => html`<section class="settings">
        <h2 class="section"><code>${group}</code></h2>
        <div class="table-box">${this.#table(group, lines)}</div>
      </section>`,
    );
  }

  /**
   * @param {string} group
   * @param {any[]} lines
   */
  #table(group, lines) {
    return html`<table class="list">
      <caption class="visually-hidden">${group}</caption>
      <thead>
        <tr>
          <th scope="col">${t('settings.key')}</th>
          <th scope="col">${t('settings.value')}</th>
          <th scope="col" class="wide-only">${t('settings.usual')}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (each) => html`<tr class=${each.changed ? 'changed' : ''}>
            <th scope="row">
              <code>${each.path.slice(group.length + 1)}</code>
              <p class="hint" lang="en">${each.about}</p>
            </th>
            <td>
              ${each.hidden ? html`<span class="tag">${t('settings.hidden')}</span>` : html`<code>${each.value || t('settings.none')}</code>`}
              ${each.changed ? html`<small>${each.origin}</small>` : nothing}
            </td>
            <td class="wide-only"><code>${each.usual || t('settings.none')}</code></td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  /** @param {Event} event */
  #onSearch = (event) => {
    this.#search = /** @type {HTMLInputElement} */ (event.target).value.trim().toLowerCase();
    this.update();
  };

  #toggle = () => {
    this.#changedAlone = !this.#changedAlone;
    this.update();
  };
}

customElements.define('page-settings', SettingsPage);
