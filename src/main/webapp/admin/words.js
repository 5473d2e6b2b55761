// What the console says, from the message file of its language. Numbers and times as the browser's
// locale has them.

import { recall, remember } from '../chat/preferences.js';

export const LANGUAGES = /** @type {const} */ ({ en: 'English', de: 'Deutsch' });

/** @type {Record<string, string>} */
let words = {};
/** @type {keyof typeof LANGUAGES} */
let language = 'en';
let locale = 'en';
let numbers = new Intl.NumberFormat();
let plurals = new Intl.PluralRules();

/** Of the browser, unless another was chosen. */
function wanted() {
  const chosen = recall('language', null);
  const offered = [chosen, ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return /** @type {keyof typeof LANGUAGES} */ (offered.find((tag) => tag in LANGUAGES) ?? 'en');
}

export async function loadWords() {
  language = wanted();
  const answer = await fetch(`messages/${language}.json`);
  words = await answer.json();
  locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
  numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  plurals = new Intl.PluralRules(locale);
  document.documentElement.lang = language;
}

export function currentLanguage() {
  return language;
}

/** @param {string} tag of another language; the console has to be rendered anew */
export async function speak(tag) {
  remember('language', tag);
  await loadWords();
}

/**
 * The words under a key, with `{name}` filled in. Where `count` is given, `key.one` counts before
 * `key` where the language has it so.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const { count } = values;
  const form = typeof count === 'number' ? `${key}.${plurals.select(count)}` : key;
  const text = words[form] ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number(value) : value;
  });
}

/** @param {number} value */
export function number(value) {
  return numbers.format(value);
}

/** @param {string | Date} moment */
export function time(moment) {
  return new Date(moment).toLocaleTimeString(navigator.language, { timeStyle: 'medium' });
}

/** @param {string | Date} moment */
export function clock(moment) {
  return new Date(moment).toLocaleTimeString(navigator.language, { timeStyle: 'short' });
}

/** @param {string | Date} moment */
export function dateTime(moment) {
  return new Date(moment).toLocaleString(navigator.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}

const UNITS = /** @type {const} */ ([
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
]);

/** @param {number} ms in the longest unit that it is a whole number of */
export function duration(ms) {
  const [unit, length] = UNITS.find(([, each]) => ms % each === 0) ?? UNITS[3];
  const style = { style: 'unit', unit, unitDisplay: 'long' };
  return new Intl.NumberFormat(locale, /** @type {any} */ (style)).format(ms / length);
}
