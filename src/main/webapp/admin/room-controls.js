// How a room is set, and the buttons that set it otherwise: one click each, with undo.

import { get, patch } from './api.js';
import { ask, toast } from './dialog.js';
import { html, nothing } from './lit.js';
import { icon } from './icons.js';
import { explain, reasonField } from './parts.js';
import { t } from './words.js';

/**
 * @typedef {{locked: boolean, readOnly: boolean, slowModeSeconds: number, membersOnly: boolean,
 *     shield: boolean}} Controls
 */

/** @type {Controls} */
const OPEN = { locked: false, readOnly: false, slowModeSeconds: 0, membersOnly: false, shield: false };
const TOGGLES = /** @type {const} */ (['locked', 'readOnly', 'membersOnly']);
const SLOWEST_S = 21_600;
const USUAL_SLOW_S = 30;

/**
 * Tags that say how a room is set.
 * @param {Controls | undefined} controls nothing is set where there are none
 */
export function tagsOf(controls) {
  if (!controls) return nothing;
  return html`<span class="tags">
    ${controls.shield ? html`<span class="tag set">${icon('shield')}${t('controls.shield')}</span>` : nothing}
    ${TOGGLES.filter((name) => controls[name]).map((name) => html`<span class="tag set">${t(`controls.${name}`)}</span>`)}
    ${controls.slowModeSeconds > 0 ? html`<span class="tag set">${t('controls.slow.state', { count: controls.slowModeSeconds })}</span>` : nothing}
  </span>`;
}

/**
 * @param {string} roomId
 * @param {Controls | undefined} set
 * @param {() => void} done
 */
export function controlsBar(roomId, set, done) {
  const controls = set ?? OPEN;
  const change = (/** @type {Partial<Controls>} */ wanted) =>
    setRoom(roomId, wanted, t('controls.reason'), done).catch(refused);
  return html`<div class="controls" role="group" aria-label=${t('controls')}>
    <button class=${controls.shield ? 'danger' : 'primary'} aria-pressed=${controls.shield} title=${t('controls.shield.text')} @click=${() => change({ shield: !controls.shield })}>
      ${icon('shield')}${t(controls.shield ? 'controls.shield.down' : 'controls.shield.up')}
    </button>
    ${TOGGLES.map(
      (name) => html`<button class="outline toggle" aria-pressed=${controls[name]} title=${t(`controls.${name}.text`)} @click=${() => change({ [name]: !controls[name] })}>${t(`controls.${name}`)}</button>`,
    )}
    <button class="outline toggle" aria-pressed=${controls.slowModeSeconds > 0} @click=${() => askSlow(roomId, controls, done)}>
      ${controls.slowModeSeconds > 0 ? t('controls.slow.state', { count: controls.slowModeSeconds }) : t('controls.slow')}
    </button>
  </div>`;
}

/**
 * @param {string} roomId
 * @param {Controls} controls
 * @param {() => void} done
 */
function askSlow(roomId, { slowModeSeconds }, done) {
  ask({
    title: t('controls.slow'),
    text: t('controls.slow.text'),
    fields: html`<div class="field">
        <label for="slow-seconds">${t('controls.slow.seconds')}</label>
        <input id="slow-seconds" name="seconds" type="number" min="0" max=${SLOWEST_S} step="1" .value=${String(slowModeSeconds || USUAL_SLOW_S)} required />
        <p class="hint">${t('controls.slow.hint')}</p>
      </div>
      ${reasonField('slow-reason', t('controls.reason'))}`,
    action: t('controls.slow.do'),
    act: ({ seconds, reason }) => setRoom(roomId, { slowModeSeconds: Number(seconds) }, reason, done),
  });
}

/**
 * @param {string} roomId
 * @param {Partial<Controls>} wanted
 * @param {string} reason
 * @param {() => void} done
 */
async function setRoom(roomId, wanted, reason, done) {
  const before = await get('admin/room-controls', { roomId });
  await patch('admin/room-controls', { roomId, ...wanted, reason });
  const [name] = /** @type {(keyof Controls)[]} */ (Object.keys(wanted));
  toast(t(`controls.done.${name}.${wanted[name] ? 'on' : 'off'}`), {
    label: t('undo'),
    act: async () => {
      await patch('admin/room-controls', { roomId, [name]: before[name], reason: t('act.undone.reason') });
      done();
    },
  });
  done();
}

/** @param {unknown} error */
function refused(error) {
  toast(String(explain(error)));
}
