// A list of the server's that begins with the newest and goes on as far back as one asks.

import { get } from './api.js';
import { html, nothing } from './lit.js';
import { empty, loading } from './parts.js';
import { View } from './view.js';
import { t } from './words.js';

export class NewestFirst extends View {
  /** @type {{path: string, lines: string, words: string}} */
  about = /** @type {any} */ (null);
  /** @type {any[] | null} */
  lines = null;
  /** @type {string | undefined} */
  #next;
  #asked = 0;

  opened() {
    this.load();
  }

  /** @returns {Record<string, any>} what is asked for */
  query() {
    return {};
  }

  /** @param {boolean} [further] back, below what is there */
  load(further = false) {
    return this.attempt(async () => {
      const query = { ...this.query(), cursor: further ? this.#next : undefined };
      const asked = ++this.#asked;
      const page = await get(this.about.path, query, this.life);
      if (asked !== this.#asked) return; // another question is the newer one
      this.lines = [...(further ? (this.lines ?? []) : []), ...page[this.about.lines]];
      this.#next = page.next;
    });
  }

  /** @returns {unknown} above the table */
  controls() {
    return nothing;
  }

  /**
   * @param {any[]} _lines
   * @returns {unknown}
   */
  table(_lines) {
    return nothing;
  }

  template() {
    const { words } = this.about;
    return html`
      <header class="page-head"><h1>${t(`${words}.title`)}</h1></header>
      ${this.controls()} ${this.failed(() => this.load())}
      ${this.lines === null ? (this.error ? nothing : loading()) : this.#shown(this.lines)}
    `;
  }

  /** @param {any[]} lines */
  #shown(lines) {
    const { words } = this.about;
    if (lines.length === 0) return empty(t(`${words}.empty`), t(`${words}.empty.text`));
    return html`<div class="table-box">${this.table(lines)}</div>
      ${this.#next
        ? html`<div class="pager"><button class="quiet" @click=${() => this.load(true)}>${t('pages.further')}</button></div>`
        : nothing}`;
  }
}
