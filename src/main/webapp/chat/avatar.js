// A person at a glance: initials on one of eight colours.

import { el } from './dom.js';

const HUES = 8;

/**
 * @param {string} userId decides on the colour
 * @param {string} name
 */
export function avatar(userId, name) {
  return el('span', { class: `avatar hue-${hueOf(userId)}`, 'aria-hidden': 'true' }, initials(name));
}

/** @param {string} userId */
export function hueOf(userId) {
  let hash = 0;
  for (const char of userId) hash = (hash * 31 + /** @type {number} */ (char.codePointAt(0))) >>> 0;
  return hash % HUES;
}

/** @param {string} name */
function initials(name) {
  const words = name.trim().split(/\s+/).slice(0, 2);
  return words.map((word) => [...word][0] ?? '').join('').toLocaleUpperCase();
}
