// What moderators have imposed.

import { html, nothing } from '../lit.js';
import { NewestFirst } from '../newest-first.js';
import { linkTo } from '../route.js';
import { askToLift, stateOf } from '../sanction.js';
import { dateTime, t } from '../words.js';

class SanctionsPage extends NewestFirst {
  about = { path: 'admin/sanctions', lines: 'sanctions', words: 'sanctions' };
  #all = false;

  query() {
    return { inForce: this.#all ? undefined : true };
  }

  controls() {
    return html`<label class="check"><input type="checkbox" .checked=${this.#all} @change=${this.#toggle} /> ${t('sanctions.all')}</label>`;
  }

  #toggle = () => {
    this.#all = !this.#all;
    this.load();
  };

  /** @param {any[]} lines */
  table(lines) {
    return html`<table class="list">
      <caption class="visually-hidden">${t('sanctions.title')}</caption>
      <thead>
        <tr>
          <th scope="col">${t('sanctions.whom')}</th>
          <th scope="col">${t('sanctions.what')}</th>
          <th scope="col">${t('sanctions.state')}</th>
          <th scope="col" class="wide-only">${t('reason')}</th>
          <th scope="col" class="wide-only">${t('sanctions.by')}</th>
          <th scope="col"><span class="visually-hidden">${t('accounts.acts')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (each) => html`<tr>
            <th scope="row">${each.userId ? html`<a class="strong" href=${linkTo('user', each.userId)}><bdi>${each.userId}</bdi></a>` : (each.address ?? t('sanctions.addressHidden'))}</th>
            <td>${t(`act.${each.kind}`)} ${each.roomId ? html`<a class="chip" href=${linkTo('room', each.roomId)}>${each.roomId}</a>` : html`<span class="tag">${t('act.scope.all')}</span>`}</td>
            <td>${stateOf(each)}</td>
            <td class="wide-only" dir="auto">${each.reason}</td>
            <td class="wide-only"><bdi>${each.by}</bdi><br /><small>${dateTime(each.at)}</small></td>
            <td class="acts">${each.state === 'in-force' ? html`<button class="link" @click=${() => askToLift(each, () => this.load())}>${t('lift')}<span class="visually-hidden"> ${each.userId ?? each.address ?? t('sanctions.addressHidden')}</span></button>` : nothing}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

customElements.define('page-sanctions', SanctionsPage);
