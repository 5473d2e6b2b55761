// Sentences that are there for a moment.

import { byId, el } from './dom.js';

const SHOWN_MS = 6000;

/** @param {string} text */
export function toast(text) {
  const element = el('p', { class: 'toast' }, text);
  byId('toasts').append(element);
  setTimeout(() => element.remove(), SHOWN_MS);
}
