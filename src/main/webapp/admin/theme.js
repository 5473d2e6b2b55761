// Light, dark, or what the system says; the chat page's choice is the console's.

import { recall, remember } from '../chat/preferences.js';

/** @type {Record<string, string>} */
const NEXT = { system: 'light', light: 'dark', dark: 'system' };

export function theme() {
  const kept = recall('theme', 'system');
  return kept in NEXT ? kept : 'system';
}

export function nextTheme() {
  remember('theme', NEXT[theme()]);
  document.documentElement.dataset.theme = theme();
}
