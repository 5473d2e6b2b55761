// What several pages show alike.

import { avatar } from '../chat/avatar.js';
import { Refusal } from './api.js';
import { html, nothing } from './lit.js';
import { icon } from './icons.js';
import { linkTo } from './route.js';
import { t } from './words.js';

/** @param {unknown} error what to tell of it; null where there is none */
export function explain(error) {
  if (error === null || error === undefined) return null;
  return error instanceof Refusal ? error.explanation : t('failed.network');
}

/**
 * @param {string | null} message
 * @param {() => void} again
 */
export function failure(message, again) {
  if (message === null) return nothing;
  return html`<div class="notice bad" role="alert">
    ${icon('alert')}<p>${message}</p>
    <button class="link" @click=${again}>${t('again')}</button>
  </div>`;
}

/**
 * @param {string} title
 * @param {string} text
 */
export function empty(title, text) {
  return html`<div class="empty"><h2>${title}</h2><p>${text}</p></div>`;
}

export function loading() {
  return html`<div class="skeleton" role="status"><span class="visually-hidden">${t('loading')}</span>${Array.from({ length: 6 }, () => html`<i></i>`)}</div>`;
}

/**
 * @param {string} id
 * @param {string} name
 */
export function person(id, name) {
  return html`<a class="person" href=${linkTo('user', id)}>${avatar(id, name)}<span><bdi>${name}</bdi>${name === id ? nothing : html`<small><bdi>${id}</bdi></small>`}</span></a>`;
}

/**
 * The field in which one says why.
 * @param {string} id
 * @param {string} [usual] what stands there already
 */
export function reasonField(id, usual = '') {
  return html`<div class="field">
    <label for=${id}>${t('reason')}</label>
    <input id=${id} name="reason" maxlength="512" .value=${usual} required />
  </div>`;
}

/** @param {string} kind of a room */
export function kindOf(kind) {
  return html`<span class="tag kind-${kind}">${t(`kind.${kind}`)}</span>`;
}
