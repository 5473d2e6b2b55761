// All that is stored of a user: given out as a file, or erased.

import { Refusal, get, post } from './api.js';
import { ask, toast } from './dialog.js';
import { html } from './lit.js';
import { explain, reasonField } from './parts.js';
import { t } from './words.js';

const PART = 200;
const LOOK_EVERY_MS = 1_000;

/**
 * What administrators may do with it.
 * @param {string} userId
 */
export function recordsOf(userId) {
  return html`<button class="outline" @click=${() => save(userId)}>${t('user.export')}</button>
    <button class="outline bad" @click=${() => askToErase(userId)}>${t('user.erase')}</button>`;
}

/** @param {string} userId */
async function save(userId) {
  toast(t('user.export.begun'));
  try {
    const url = URL.createObjectURL(
      new Blob([JSON.stringify(await all(userId), null, 2)], { type: 'application/json' }),
    );
    const link = document.createElement('a');
    link.href = url;
    link.download = 'parley-user.json';
    link.click();
    URL.revokeObjectURL(url);
  } catch (error) {
    toast(String(explain(error)));
  }
}

/**
 * Page by page, as the server gives it.
 * @param {string} userId
 */
async function all(userId) {
  /** @type {Record<string, any>} */
  const found = { userId, memberships: [], sanctions: [], acts: [], reports: [], reported: [], messages: [] };
  /** @type {string | undefined} */
  let cursor;
  do {
    const { next, userId: _, ...parts } = await get('admin/users/export', { userId, cursor, limit: PART });
    for (const [part, lines] of Object.entries(parts)) found[part].push(...lines);
    cursor = next;
  } while (cursor);
  return found;
}

/** @param {string} userId */
function askToErase(userId) {
  ask({
    title: t('user.erase.title', { user: userId }),
    text: t('user.erase.text'),
    fields: reasonField('erase-reason'),
    action: t('user.erase'),
    danger: true,
    act: async ({ reason }) => follow((await post('admin/erasures', { userId, reason })).id),
  });
}

/**
 * Tells how it ends.
 * @param {string} id
 */
async function follow(id) {
  toast(t('user.erase.begun'));
  const look = async () => {
    try {
      const { state, done } = await get(`admin/erasures/${id}`);
      if (state === 'running') setTimeout(look, LOOK_EVERY_MS);
      else toast(t(`user.erase.${state}`, { count: done }));
    } catch (error) {
      const isOver = error instanceof Refusal && error.status < 500;
      if (isOver) toast(error.explanation);
      else setTimeout(look, LOOK_EVERY_MS); // it runs on, whether one look at it fails or not
    }
  };
  setTimeout(look, LOOK_EVERY_MS);
}
