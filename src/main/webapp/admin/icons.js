// Icons, as the chat page draws them.

import { html, svg } from './lit.js';

const SHAPES = {
  logo: svg`<path class="solid" d="M4.5 4.5H15a4.5 4.5 0 0 1 4.5 4.5v3.5A4.5 4.5 0 0 1 15 17H9.2L4.3 21.2a.5.5 0 0 1-.8-.4V5.5a1 1 0 0 1 1-1Z" /><circle class="hole" cx="8.7" cy="10.8" r="1.4" /><circle class="hole" cx="14.3" cy="10.8" r="1.4" />`,
  overview: svg`<path d="M4 19.5h16M6.5 16v-5M11 16V6.5M15.5 16v-7M19 16v-3.5" />`,
  rooms: svg`<path d="M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h15.5M4 15h15.5" />`,
  people: svg`<circle cx="9" cy="8.5" r="3.5" /><path d="M2.5 19.5c.6-3.5 3-5.5 6.5-5.5s5.9 2 6.5 5.5M15.5 5.3a3.3 3.3 0 0 1 0 6.4M18 14.6c2 .7 3.2 2.4 3.5 4.9" />`,
  accounts: svg`<circle cx="8" cy="15.5" r="4" /><path d="m11 12.5 8.5-8.5M16 7.5l2.5 2.5M13.5 10l2 2" />`,
  sanctions: svg`<circle cx="12" cy="12" r="8.5" /><path d="m6 6 12 12" />`,
  announcements: svg`<path d="M4 10v4h3.5l8 4.5v-13L7.5 10H4Zm4 4 1.5 5.5H12l-1.2-3.7M18.5 9.5a4 4 0 0 1 0 5" />`,
  audit: svg`<path d="M6 3.5h9l4 4v13H6zM14.5 3.5V8H19M9 12h7M9 16h7" />`,
  keys: svg`<path d="m8.5 8-4 4 4 4M15.5 8l4 4-4 4M13.5 5.5l-3 13" />`,
  settings: svg`<path d="M4 7h9M17 7h3M4 12h3M11 12h9M4 17h9M17 17h3" /><circle cx="15" cy="7" r="2" /><circle cx="9" cy="12" r="2" /><circle cx="15" cy="17" r="2" />`,
  shield: svg`<path d="M12 3.5 19 6v5.5c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6z" />`,
  purge: svg`<path d="M19.5 4.5 13 11M9.5 9.5l5 5-4 5.5L4 13.5zM7 15l2 2M9.5 12.5l2 2" />`,
  restore: svg`<path d="M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 9M4.5 4.5V9H9" />`,
  reports: svg`<path d="M6 21V4.5M6 5h11.5l-2.5 4 2.5 4H6" />`,
  filters: svg`<path d="M4 5h16l-6.2 7.5v6L10.2 20v-7.5z" />`,
  leave: svg`<path d="M13.5 4.5h-8v15h8M10.5 12h9.5m-3.5-3.5L20 12l-3.5 3.5" />`,
  sun: svg`<circle cx="12" cy="12" r="4" /><path d="M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1" />`,
  moon: svg`<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z" />`,
  auto: svg`<circle cx="12" cy="12" r="8" /><path d="M12 4v16a8 8 0 0 0 0-16Z" fill="currentColor" />`,
  search: svg`<circle cx="10.5" cy="10.5" r="6" /><path d="m15 15 5 5" />`,
  back: svg`<path d="M19 12H5m6-6-6 6 6 6" />`,
  pause: svg`<path d="M8.5 5.5v13M15.5 5.5v13" />`,
  play: svg`<path d="M7.5 5v14l11-7z" />`,
  delete: svg`<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.3 10.5v5.5M13.7 10.5v5.5" />`,
  alert: svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.5v5.5M12 16.3h.01" />`,
  up: svg`<path d="m6 15 6-6 6 6" />`,
  down: svg`<path d="m6 9 6 6 6-6" />`,
  send: svg`<path d="M4.5 12 3.5 4.5 21 12 3.5 19.5l1-7.5Zm0 0H12" />`,
};

/** @param {keyof typeof SHAPES} name */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name]}</svg>`;
}

export function logo() {
  return html`<svg class="logo" viewBox="0 0 24 24" aria-hidden="true">${SHAPES.logo}</svg>`;
}
