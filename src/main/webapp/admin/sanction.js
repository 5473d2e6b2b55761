// Mute, kick or ban somebody, and take it back.

import { post } from './api.js';
import { ask, toast } from './dialog.js';
import { html, nothing } from './lit.js';
import { reasonField } from './parts.js';
import { has } from './session.js';
import { dateTime, t } from './words.js';

const MINUTE_MS = 60_000;
/** @type {Record<string, number | null>} */
const DURATIONS = {
  '5min': 5 * MINUTE_MS,
  '10min': 10 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '1d': 1_440 * MINUTE_MS,
  '7d': 7 * 1_440 * MINUTE_MS,
  forever: null,
};

/**
 * @typedef {{userId: string, name: string, roomId?: string}} Subject
 */

/** Whether somebody may be muted and so on by who is signed in; the server has the last word. */
export function mayAct() {
  return has('admin') || has('moderator');
}

/**
 * Asks what is to be done; the quickest is a mute of ten minutes.
 * @param {Subject} subject
 * @param {() => void} done
 */
export function actOn(subject, done) {
  const kinds = subject.roomId ? ['mute', 'kick', 'ban'] : ['mute', 'ban'];
  ask({
    title: t('act.title', { name: subject.name }),
    fields: html`
      <fieldset class="choice">
        <legend class="visually-hidden">${t('act.kind')}</legend>
        ${kinds.map(
          (kind, i) => html`<label><input type="radio" name="kind" value=${kind} ?checked=${i === 0} /> <span>${t(`act.${kind}`)}<small>${t(`act.${kind}.text`)}</small></span></label>`,
        )}
      </fieldset>
      <div class="field">
        <label for="act-duration">${t('act.duration')}</label>
        <select id="act-duration" name="duration">
          ${Object.keys(DURATIONS).map((key) => html`<option value=${key} ?selected=${key === '10min'}>${t(`act.duration.${key}`)}</option>`)}
        </select>
      </div>
      ${subject.roomId
        ? html`<div class="field">
            <label for="act-scope">${t('act.scope')}</label>
            <select id="act-scope" name="scope">
              <option value="room">${t('act.scope.room')}</option>
              <option value="all">${t('act.scope.all')}</option>
            </select>
          </div>`
        : nothing}
      ${reasonField('act-reason', t('act.reason'))}
    `,
    action: t('act.do'),
    danger: true,
    act: async (given) => {
      const sanction = await post('admin/sanctions', wanted(subject, given));
      toast(t(`act.done.${sanction.kind}`, { name: subject.name }), {
        label: t('undo'),
        act: () => lift(sanction.id, t('act.undone.reason')).then(done),
      });
      done();
    },
  });
}

/**
 * @param {Subject} subject
 * @param {Record<string, string>} given
 */
function wanted({ userId, roomId }, { kind, duration, scope, reason }) {
  const durationMs = kind === 'kick' && duration === 'forever' ? undefined : DURATIONS[duration];
  return {
    kind,
    userId,
    roomId: roomId && (scope === 'room' || kind === 'kick') ? roomId : undefined,
    durationMs: durationMs ?? undefined,
    reason,
  };
}

/**
 * @param {string} sanctionId
 * @param {string} reason
 */
async function lift(sanctionId, reason) {
  await post('admin/lifts', { sanctionId, reason });
  toast(t('act.lifted'));
}

/**
 * @param {any} sanction
 * @param {() => void} done
 */
export function askToLift(sanction, done) {
  ask({
    title: t('lift.title', { kind: t(`act.${sanction.kind}`), name: sanction.userId ?? sanction.address ?? t('sanctions.addressHidden') }),
    fields: reasonField('lift-reason'),
    action: t('lift'),
    act: async ({ reason }) => {
      await lift(sanction.id, reason);
      done();
    },
  });
}

/**
 * Until when it counts, or how it ended.
 * @param {any} sanction
 */
export function stateOf(sanction) {
  if (sanction.state !== 'in-force') return t(`state.${sanction.state}`);
  return sanction.until ? t('state.until', { time: dateTime(sanction.until) }) : t('state.in-force');
}
