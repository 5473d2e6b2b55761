// Who is connected.

import { Listing } from '../listing.js';
import { person } from '../parts.js';
import { has } from '../session.js';
import { dateTime, t } from '../words.js';

class SessionsPage extends Listing {
  about = {
    path: 'admin/sessions',
    lines: 'sessions',
    words: 'sessions',
    order: 'since',
    descending: true,
    key: (/** @type {any} */ session) => session.clientId,
    columns: () => [
      { key: 'user', label: t('sessions.user'), order: 'user', cell: (/** @type {any} */ session) => person(session.user.id, session.user.name) },
      { key: 'since', label: t('sessions.since'), order: 'since', cell: (/** @type {any} */ session) => dateTime(session.since) },
      ...(has('admin')
        ? [{ key: 'address', label: t('sessions.address'), wide: true, cell: (/** @type {any} */ session) => session.address }]
        : []),
      { key: 'roles', label: t('sessions.roles'), wide: true, cell: (/** @type {any} */ session) => session.user.roles.join(', ') },
      { key: 'rooms', label: t('sessions.rooms'), order: 'rooms', number: true, cell: (/** @type {any} */ session) => session.rooms },
    ],
  };
}

customElements.define('page-sessions', SessionsPage);
