// A list that the server searches, sorts and pages; it is asked for anew every few seconds.

import { get } from './api.js';
import { html, nothing } from './lit.js';
import { icon } from './icons.js';
import { empty, loading } from './parts.js';
import { Poll } from './poll.js';
import { View } from './view.js';
import { number, t } from './words.js';

const EVERY_MS = 3_000;
const TYPED_MS = 250;
const PAGE = 50;

/**
 * @typedef {{key: string, label: string, order?: string, number?: boolean, wide?: boolean,
 *     cell: (line: any) => unknown}} Column
 */

export class Listing extends View {
  /** @type {{path: string, lines: string, words: string, order: string, descending: boolean,
   *     key: (line: any) => string, columns: () => Column[]}} */
  about = /** @type {any} */ (null);
  #search = '';
  #order = '';
  #descending = false;
  /** @type {(string | null)[]} cursors of the pages up to the one that is shown */
  #cursors = [null];
  /** @type {any} */
  #page = null;
  #poll = new Poll(() => this.attempt(() => this.#ask()), EVERY_MS);
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typed;

  opened() {
    this.#order = this.about.order;
    this.#descending = this.about.descending;
    this.#poll.start();
  }

  closed() {
    this.#poll.stop();
    clearTimeout(this.#typed);
  }

  async #ask() {
    const asked = ++this.#asked;
    const query = {
      search: this.#search,
      order: this.#order,
      direction: this.#descending ? 'desc' : 'asc',
      cursor: this.#cursors.at(-1),
      limit: PAGE,
    };
    const page = await get(this.about.path, query, this.life);
    if (asked !== this.#asked) return;
    if (page[this.about.lines].length === 0 && this.#cursors.length > 1) this.#anew(); // emptied
    else this.#page = page;
  }

  #anew() {
    this.#cursors = [null];
    this.#poll.now();
    this.update();
  }

  template() {
    const { words } = this.about;
    const total = this.#page?.total ?? 0;
    return html`
      <header class="page-head">
        <h1>${t(`${words}.title`)}</h1>
        <p class="count" role="status">${this.#page ? t(`${words}.count`, { count: total }) : ''}</p>
      </header>
      <div class="search">
        ${icon('search')}
        <label class="visually-hidden" for="search">${t(`${words}.search`)}</label>
        <input id="search" type="search" placeholder=${t(`${words}.search`)} maxlength="128" autocomplete="off" spellcheck="false" @input=${this.#onSearch} @keydown=${this.#onKey} />
      </div>
      ${this.failed(() => this.#poll.now())}
      ${this.#page ? this.#table() : this.error ? nothing : loading()}
    `;
  }

  #table() {
    const lines = this.#page[this.about.lines];
    const { words } = this.about;
    if (lines.length === 0) {
      const which = this.#search ? 'none' : 'empty';
      return empty(t(`${words}.${which}`), t(`${words}.${which}.text`, { search: this.#search }));
    }
    const columns = this.about.columns();
    return html`<div class="table-box">
        <table class="list">
          <caption class="visually-hidden">${t(`${words}.title`)}</caption>
          <thead>
            <tr>${columns.map((column) => this.#head(column))}</tr>
          </thead>
          <tbody>
            ${lines.map((/** @type {any} */ line) => html`<tr>${columns.map((column, i) => cell(column, line, i))}</tr>`)}
          </tbody>
        </table>
      </div>
      ${this.#pager(lines.length)}`;
  }

  /** @param {Column} column */
  #head(column) {
    const sorted = column.order === this.#order;
    const order = sorted ? (this.#descending ? 'descending' : 'ascending') : nothing;
    return html`<th scope="col" class=${classes(column)} aria-sort=${order}>
      ${column.order
        ? html`<button class="sort" @click=${() => this.#sort(column)}>${column.label}${sorted ? icon(this.#descending ? 'down' : 'up') : nothing}</button>`
        : column.label}
    </th>`;
  }

  /** @param {Column} column */
  #sort(column) {
    this.#descending = column.order === this.#order ? !this.#descending : Boolean(column.number);
    this.#order = /** @type {string} */ (column.order);
    this.#anew();
  }

  /** @param {number} count */
  #pager(count) {
    const before = (this.#cursors.length - 1) * PAGE;
    return html`<nav class="pager" aria-label=${t('pages')}>
      <button class="quiet" ?disabled=${this.#cursors.length === 1} @click=${this.#back}>${t('pages.back')}</button>
      <span>${t('pages.range', { from: before + 1, to: before + count, total: this.#page.total })}</span>
      <button class="quiet" ?disabled=${!this.#page.next} @click=${this.#on}>${t('pages.on')}</button>
    </nav>`;
  }

  #back = () => {
    this.#cursors = this.#cursors.slice(0, -1);
    this.#poll.now();
  };

  #on = () => {
    this.#cursors = [...this.#cursors, this.#page.next];
    this.#poll.now();
  };

  /** @param {Event} event */
  #onSearch = (event) => {
    this.#search = /** @type {HTMLInputElement} */ (event.target).value.trim();
    clearTimeout(this.#typed);
    this.#typed = setTimeout(() => this.#anew(), TYPED_MS);
  };

  /** @param {KeyboardEvent} event Enter opens what is found first, or what is named */
  #onKey = (event) => {
    if (event.key !== 'Enter') return;
    /** @type {HTMLElement | null} */ (this.querySelector('tbody a'))?.focus();
  };
}

/**
 * @param {Column} column
 * @param {any} line
 * @param {number} i
 */
function cell(column, line, i) {
  const value = column.number ? number(column.cell(line)) : column.cell(line);
  return i === 0
    ? html`<th scope="row" class=${classes(column)}>${value}</th>`
    : html`<td class=${classes(column)}>${value}</td>`;
}

/** @param {Column} column */
function classes(column) {
  return [column.number ? 'number' : '', column.wide ? 'wide-only' : ''].join(' ').trim();
}
