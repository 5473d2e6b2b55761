// What can be opened, in the order of the navigation. A page adds its line here.

import { html } from './lit.js';
import './pages/overview.js';
import './pages/rooms.js';
import './pages/room.js';
import './pages/sessions.js';
import './pages/user.js';
import './pages/sanctions.js';
import './pages/announcements.js';
import './pages/reports.js';
import './pages/filters.js';
import './pages/audit.js';
import './pages/accounts.js';
import './pages/keys.js';
import './pages/settings.js';

/**
 * @typedef {object} Place
 * @property {Parameters<typeof import('./icons.js').icon>[0]} icon
 * @property {(of: string | null) => unknown} show
 * @property {string} [within] the place in the navigation that it belongs to
 * @property {boolean} [admins] for administrators alone
 */

/** @type {Record<string, Place>} */
export const PLACES = {
  overview: { icon: 'overview', show: () => html`<page-overview></page-overview>` },
  rooms: { icon: 'rooms', show: () => html`<page-rooms></page-rooms>` },
  room: { icon: 'rooms', show: (of) => html`<page-room .room=${of ?? ''}></page-room>`, within: 'rooms' },
  sessions: { icon: 'people', show: () => html`<page-sessions></page-sessions>` },
  user: { icon: 'people', show: (of) => html`<page-user .user=${of ?? ''}></page-user>`, within: 'sessions' },
  sanctions: { icon: 'sanctions', show: () => html`<page-sanctions></page-sanctions>` },
  announcements: { icon: 'announcements', show: () => html`<page-announcements></page-announcements>` },
  reports: { icon: 'reports', show: () => html`<page-reports></page-reports>` },
  filters: { icon: 'filters', show: () => html`<page-filters></page-filters>` },
  audit: { icon: 'audit', show: () => html`<page-audit></page-audit>` },
  accounts: { icon: 'accounts', show: () => html`<page-accounts></page-accounts>`, admins: true },
  keys: { icon: 'keys', show: () => html`<page-keys></page-keys>`, admins: true },
  settings: { icon: 'settings', show: () => html`<page-settings></page-settings>`, admins: true },
};
