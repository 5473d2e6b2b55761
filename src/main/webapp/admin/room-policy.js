// What the configuration says of a room.

import { html, nothing } from './lit.js';
import { duration, number, t } from './words.js';

const PEOPLE = ['join', 'see', 'speak', 'announce', 'emit', 'moderate'];

/** @param {{policy: any, lastSeq: number}} detail */
export function policyOf({ policy, lastSeq }) {
  const facts = [
    [t('room.fact.family'), html`<code>${policy.rooms}</code>`],
    [t('room.fact.kind'), t(`kind.${policy.kind}`)],
    [t('room.fact.history'), t(policy.history ? 'room.kept' : 'room.notKept')],
    [t('room.fact.maxAge'), policy.maxAgeMs === undefined ? null : duration(policy.maxAgeMs)],
    [t('room.fact.maxMessages'), policy.maxMessages === undefined ? null : number(policy.maxMessages)],
    [t('room.fact.encrypted'), t(policy.encrypted ? 'yes' : 'no')],
    [t('room.fact.messages'), number(lastSeq)],
    [t('room.fact.maxMembers'), number(policy.maxMembers)],
    [t('room.fact.create'), t(policy.create ? 'yes' : 'no')],
    [t('room.fact.invitations'), t(policy.invitations || policy.kind === 'private' ? 'yes' : 'no')],
    ...PEOPLE.filter((who) => who !== 'announce' || policy.kind === 'announcement').map((who) => [
      t(`room.fact.${who}`),
      people(policy[who]),
    ]),
  ];
  return html`<dl class="facts">
    ${facts.map(([name, value]) => (value === null ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`))}
  </dl>`;
}

/** @param {string[]} names as the configuration has them */
function people(names) {
  const words = names.map((name) =>
    name === '*' ? t('people.all') : name.startsWith('!') ? t('people.not', { role: name.slice(1) }) : name,
  );
  return words.length === 0 ? t('people.none') : words.join(', ');
}
