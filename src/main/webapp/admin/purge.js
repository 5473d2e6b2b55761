// Takes away what one user has said in a room in some time: how many messages that is stands there
// before, and how far it has come while it runs.

import { Refusal, get, post } from './api.js';
import { ask, toast } from './dialog.js';
import { html, nothing } from './lit.js';
import { explain, reasonField } from './parts.js';
import { t } from './words.js';

const MINUTE_MS = 60_000;
/** @type {Record<string, number | null>} */
const WINDOWS = { '10min': 10 * MINUTE_MS, '1h': 60 * MINUTE_MS, '1d': 1_440 * MINUTE_MS, '7d': 10_080 * MINUTE_MS, all: null, other: null };
const LOOK_EVERY_MS = 500;

/** @param {{userId: string, name: string, roomId: string}} subject */
export function askToPurge({ userId, name, roomId }) {
  const opened = Date.now();
  /** @type {string} */
  let preview = '';
  /** @type {any} */
  let purge = null;
  let chosen = '1h';
  let asked = '';

  /** @param {Record<string, string>} given */
  const what = ({ window, from, to }) => {
    const length = WINDOWS[window];
    const own = window === 'other';
    return {
      userId,
      roomId,
      from: length ? moment(opened - length) : own && from ? moment(from) : undefined,
      to: own && to ? moment(to) : undefined,
    };
  };

  /** @param {Record<string, string>} given */
  const count = async (given) => {
    const wanted = what(given);
    const now = JSON.stringify([given.window, wanted]);
    if (now === asked) return;
    const isFirst = asked === ''; // drawn by itself
    asked = now;
    chosen = given.window;
    preview = '';
    if (!isFirst) redraw();
    if (chosen === 'other' && !wanted.from && !wanted.to) return;
    const answer = await get('admin/purges', wanted).catch((/** @type {unknown} */ error) => error);
    if (asked !== now) return;
    preview = answer instanceof Error ? String(explain(answer)) : t('purge.preview', { count: answer.count });
    redraw();
  };

  const redraw = ask({
    title: t('purge.title', { name, room: roomId }),
    fields: () => html`
      <div class="field">
        <label for="purge-window">${t('purge.window')}</label>
        <select id="purge-window" name="window">
          ${Object.keys(WINDOWS).map((key) => html`<option value=${key} ?selected=${key === '1h'}>${t(`purge.window.${key}`)}</option>`)}
        </select>
      </div>
      ${chosen === 'other' ? between() : nothing}
      ${reasonField('purge-reason', t('act.reason'))}
      <p class="preview" role="status">${preview}</p>
      ${purge ? html`<progress max=${Math.max(1, purge.count)} .value=${purge.done} aria-label=${t('purge.progress')}></progress>` : nothing}
    `,
    changed: count,
    ready: () => preview !== '',
    action: t('purge'),
    danger: true,
    act: async (given) => {
      purge = await post('admin/purges', { ...what(given), reason: given.reason });
      while (purge.state === 'running') {
        redraw();
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        purge = await get(`admin/purges/${purge.id}`).catch((/** @type {unknown} */ error) => {
          if (error instanceof Refusal && error.status < 500) throw error;
          return purge; // it runs on, whether one look at it fails or not
        });
      }
      if (purge.state === 'failed') throw new Refusal(0, { detail: t('purge.failed') });
      toast(t('purge.done', { count: purge.done }));
    },
  });
}

function between() {
  return html`<div class="between">
    ${['from', 'to'].map(
      (end) => html`<div class="field">
        <label for="purge-${end}">${t(`purge.${end}`)}</label>
        <input id="purge-${end}" name=${end} type="datetime-local" step="1" />
      </div>`,
    )}
  </div>`;
}

/** @param {string | number} local as a field has it */
function moment(local) {
  return new Date(local).toISOString();
}
