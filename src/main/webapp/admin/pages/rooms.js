// The rooms with somebody in them.

import { html } from '../lit.js';
import { Listing } from '../listing.js';
import { kindOf } from '../parts.js';
import { tagsOf } from '../room-controls.js';
import { linkTo } from '../route.js';
import { t } from '../words.js';

class RoomsPage extends Listing {
  about = {
    path: 'admin/rooms',
    lines: 'rooms',
    words: 'rooms',
    order: 'messages',
    descending: true,
    key: (/** @type {any} */ room) => room.roomId,
    columns: () => [
      {
        key: 'name',
        label: t('rooms.name'),
        order: 'name',
        cell: (/** @type {any} */ room) => html`<a class="strong" href=${linkTo('room', room.roomId)}>${room.roomId}</a> ${tagsOf(room.controls)}`,
      },
      { key: 'kind', label: t('rooms.kind'), wide: true, cell: (/** @type {any} */ room) => kindOf(room.kind) },
      { key: 'users', label: t('rooms.users'), order: 'users', number: true, cell: (/** @type {any} */ room) => room.users },
      { key: 'sessions', label: t('rooms.sessions'), order: 'sessions', number: true, wide: true, cell: (/** @type {any} */ room) => room.sessions },
      { key: 'messages', label: t('rooms.messages'), order: 'messages', number: true, cell: (/** @type {any} */ room) => room.messagesPerMinute },
    ],
  };
}

customElements.define('page-rooms', RoomsPage);
