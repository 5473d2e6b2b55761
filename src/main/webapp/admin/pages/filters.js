// What messages may not say, and a box to try it out.

import { get, patch, post, remove } from '../api.js';
import { ask, toast } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { empty, explain, loading } from '../parts.js';
import { linkTo } from '../route.js';
import { has } from '../session.js';
import { View } from '../view.js';
import { dateTime, t } from '../words.js';

class FiltersPage extends View {
  /** @type {any[] | null} */
  #filters = null;
  /** @type {any} */
  #tested = null;
  /** @type {unknown} */
  #testError = null;

  opened() {
    this.#load();
  }

  #load() {
    return this.attempt(async () => {
      this.#filters = (await get('admin/filters', {}, this.life)).filters;
    });
  }

  template() {
    return html`
      <header class="page-head">
        <div>
          <h1>${t('filters.title')}</h1>
          <p class="count">${t('filters.lead')}</p>
        </div>
        <button class="primary" @click=${() => this.#edit(null)}>${t('filters.make')}</button>
      </header>
      ${this.failed(() => this.#load())}
      ${this.#filters === null ? (this.error ? nothing : loading()) : this.#list(this.#filters)}
      ${this.#box()}
    `;
  }

  /** @param {any[]} filters */
  #list(filters) {
    if (filters.length === 0) return empty(t('filters.empty'), t('filters.empty.text'));
    return html`<div class="table-box">
      <table class="list">
        <caption class="visually-hidden">${t('filters.title')}</caption>
        <thead>
          <tr>
            <th scope="col">${t('filters.name')}</th>
            <th scope="col">${t('filters.finds')}</th>
            <th scope="col">${t('filters.action')}</th>
            <th scope="col" class="wide-only">${t('filters.changed')}</th>
            <th scope="col"><span class="visually-hidden">${t('filters.acts')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${filters.map((each) => this.#line(each))}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {any} filter */
  #line(filter) {
    const mine = filter.roomId || has('admin');
    return html`<tr>
      <th scope="row">
        <span class="strong" dir="auto">${filter.name}</span>
        ${filter.roomId ? html`<a class="chip" href=${linkTo('room', filter.roomId)}>${filter.roomId}</a>` : html`<span class="tag">${t('filters.everywhere')}</span>`}
        ${filter.enabled ? nothing : html`<span class="tag">${t('filters.off')}</span>`}
      </th>
      <td>
        ${filter.pattern ? html`<code class="terms">${filter.pattern}</code>` : html`<span class="terms" dir="auto">${filter.words.join(', ')}</span>`}
        ${filter.allow.length > 0 ? html`<br /><small class="terms">${t('filters.allow')}: <span dir="auto">${filter.allow.join(', ')}</span></small>` : nothing}
      </td>
      <td>${t(`filters.action.${filter.action}`)}</td>
      <td class="wide-only"><bdi>${filter.by}</bdi><br /><small>${dateTime(filter.at)}</small></td>
      <td class="acts">
        ${mine
          ? [
              ['edit', () => this.#edit(filter)],
              [filter.enabled ? 'switchOff' : 'switchOn', () => this.#switch(filter)],
              ['delete', () => this.#delete(filter)],
            ].map(
              ([what, act]) =>
                html`<button class=${what === 'delete' ? 'link bad' : 'link'} @click=${act}>${t(`filters.${what}`)}<span class="visually-hidden"> ${filter.name}</span></button>`,
            )
          : nothing}
      </td>
    </tr>`;
  }

  /** @param {any} filter null: a new one */
  #edit(filter) {
    ask({
      title: t(filter ? 'filters.edit' : 'filters.make'),
      fields: html`
        <div class="field">
          <label for="filter-name">${t('filters.name')}</label>
          <input id="filter-name" name="name" maxlength="64" autocomplete="off" .value=${filter?.name ?? ''} required />
        </div>
        <div class="field">
          <label for="filter-words">${t('filters.words')}</label>
          <textarea id="filter-words" name="words" rows="3" maxlength="16000" spellcheck="false" aria-describedby="filter-words-rule" .value=${(filter?.words ?? []).join('\n')}></textarea>
          <p class="hint" id="filter-words-rule">${t('filters.words.rule')}</p>
        </div>
        <div class="field">
          <label for="filter-pattern">${t('filters.pattern')}</label>
          <input id="filter-pattern" name="pattern" maxlength="512" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="filter-pattern-rule" .value=${filter?.pattern ?? ''} />
          <p class="hint" id="filter-pattern-rule">${t('filters.pattern.rule')}</p>
        </div>
        <div class="field">
          <label for="filter-allow">${t('filters.allow')}</label>
          <textarea id="filter-allow" name="allow" rows="2" maxlength="16000" spellcheck="false" .value=${(filter?.allow ?? []).join('\n')}></textarea>
        </div>
        <div class="field">
          <label for="filter-action">${t('filters.action')}</label>
          <select id="filter-action" name="action">
            ${['mask', 'block'].map((action) => html`<option value=${action} ?selected=${action === filter?.action}>${t(`filters.action.${action}`)}</option>`)}
          </select>
        </div>
        ${filter
          ? nothing
          : html`<div class="field">
              <label for="filter-room">${t('filters.room')}</label>
              <input id="filter-room" name="roomId" maxlength="128" autocomplete="off" spellcheck="false" ?required=${!has('admin')} aria-describedby="filter-room-rule" />
              <p class="hint" id="filter-room-rule">${t(has('admin') ? 'filters.room.rule' : 'filters.room.needed')}</p>
            </div>`}
        ${reason(filter ? '' : t('filters.reason'))}
      `,
      action: t('filters.save'),
      act: async (given) => {
        const terms = termsOf(given);
        const { name, action, reason: why } = given;
        if (filter) await patch(`admin/filters/${filter.id}`, { name, action, ...terms, reason: why });
        else {
          const roomId = given.roomId.trim() || undefined;
          await post('admin/filters', { name, action, ...terms, roomId, reason: why });
        }
        toast(t('filters.saved', { name }));
        await this.#load();
      },
    });
  }

  /** @param {any} filter */
  async #switch(filter) {
    const set = async (/** @type {boolean} */ enabled) => {
      const why = t(enabled ? 'filters.switchOn' : 'filters.switchOff');
      await patch(`admin/filters/${filter.id}`, { enabled, reason: why });
      await this.#load();
    };
    try {
      await set(!filter.enabled);
      toast(t(filter.enabled ? 'filters.isOff' : 'filters.isOn', { name: filter.name }), {
        label: t('undo'),
        act: () => set(filter.enabled),
      });
    } catch (error) {
      toast(String(explain(error)));
    }
  }

  /** @param {any} filter */
  #delete(filter) {
    ask({
      title: t('filters.delete.title', { name: filter.name }),
      text: t('filters.delete.text'),
      fields: reason(''),
      action: t('filters.delete'),
      danger: true,
      act: async ({ reason: why }) => {
        await remove(`admin/filters/${filter.id}?reason=${encodeURIComponent(why)}`);
        toast(t('filters.deleted', { name: filter.name }));
        await this.#load();
      },
    });
  }

  #box() {
    return html`<section class="card-box try-out" aria-labelledby="try-out">
      <h2 id="try-out">${t('filters.test')}</h2>
      <form class="filters" @submit=${this.#test}>
        <div class="field">
          <label for="test-content">${t('filters.test.content')}</label>
          <input id="test-content" name="content" maxlength="4000" autocomplete="off" required />
        </div>
        <div class="field">
          <label for="test-room">${t('filters.test.room')}</label>
          <input id="test-room" name="roomId" maxlength="128" autocomplete="off" spellcheck="false" />
        </div>
        <button class="outline">${t('filters.test.do')}</button>
      </form>
      <p class="field-error" role="alert">${explain(this.#testError) ?? nothing}</p>
      <div role="status">${this.#tested ? this.#result(this.#tested) : nothing}</div>
    </section>`;
  }

  /** @param {any} tested */
  #result(tested) {
    return html`<p><strong>${t(`filters.result.${tested.result}`)}</strong></p>
      ${tested.result === 'masked' ? html`<p class="quoted" dir="auto">${tested.content}</p>` : nothing}
      <ul class="plain">
        ${tested.matches.map((/** @type {any} */ match) => html`<li><bdi>${match.name}</bdi> (${t(`filters.action.${match.action}`)}): <q dir="auto">${match.texts.join(' … ')}</q></li>`)}
      </ul>`;
  }

  /** @param {SubmitEvent} event */
  #test = async (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const roomId = String(form.get('roomId')).trim() || undefined;
    try {
      this.#tested = await post('admin/filter-tests', { content: String(form.get('content')), roomId });
      this.#testError = null;
    } catch (error) {
      this.#tested = null;
      this.#testError = error;
    }
    this.update();
  };
}

/** @param {string} value */
function reason(value) {
  return html`<div class="field">
    <label for="filter-reason">${t('reason')}</label>
    <input id="filter-reason" name="reason" maxlength="512" .value=${value} required />
  </div>`;
}

/** @param {Record<string, string>} given */
function termsOf({ words, pattern, allow }) {
  return { words: lines(words), pattern: pattern.trim(), allow: lines(allow) };
}

/** @param {string} text */
function lines(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

customElements.define('page-filters', FiltersPage);
