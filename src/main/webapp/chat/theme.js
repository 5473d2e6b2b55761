// Light, dark, or what the system says.

import { byId, icon } from './dom.js';
import { recall, remember } from './preferences.js';

const THEMES = /** @type {const} */ ({
  system: { icon: 'auto', label: 'Theme: as the system', next: 'light' },
  light: { icon: 'sun', label: 'Theme: light', next: 'dark' },
  dark: { icon: 'moon', label: 'Theme: dark', next: 'system' },
});

export function theme() {
  const button = byId('theme-toggle');
  /** @type {keyof typeof THEMES} */
  let current = recall('theme', 'system');
  if (!(current in THEMES)) current = 'system';

  function render() {
    const { label } = THEMES[current];
    document.documentElement.dataset.theme = current;
    button.replaceChildren(icon(THEMES[current].icon));
    button.ariaLabel = button.title = label;
  }

  button.addEventListener('click', () => {
    current = THEMES[current].next;
    remember('theme', current);
    render();
  });
  render();
}
