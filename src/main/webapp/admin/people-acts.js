// What can be done at once about somebody, beside the name.

import { html, nothing } from './lit.js';
import { icon } from './icons.js';
import { askToPurge } from './purge.js';
import { actOn, mayAct } from './sanction.js';
import { session } from './session.js';
import { t } from './words.js';

/**
 * @param {import('./sanction.js').Subject & {roomId: string}} subject
 * @param {() => void} done
 */
export function actsOn(subject, done) {
  if (!mayAct() || subject.userId === session()?.user.id) return nothing;
  const { name } = subject;
  return html`<button class="icon-button small" title=${t('act')} aria-label=${t('act.on', { name })} @click=${() => actOn(subject, done)}>${icon('sanctions')}</button>
    <button class="icon-button small" title=${t('purge')} aria-label=${t('purge.of', { name })} @click=${() => askToPurge(subject)}>${icon('purge')}</button>`;
}
