// What users have reported, and what is decided on it.

import { post } from '../api.js';
import { ask, toast } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { NewestFirst } from '../newest-first.js';
import { explain } from '../parts.js';
import { linkTo } from '../route.js';
import { session } from '../session.js';
import { dateTime, t } from '../words.js';

const STATES = ['pending', 'assigned', 'removed', 'retained'];

class ReportsPage extends NewestFirst {
  about = { path: 'admin/reports', lines: 'reports', words: 'reports' };
  #state = 'pending';

  query() {
    return { state: this.#state };
  }

  controls() {
    return html`<div class="filters">
      <div class="field">
        <label for="reports-state">${t('reports.state')}</label>
        <select id="reports-state" @change=${this.#choose}>
          ${STATES.map((state) => html`<option value=${state} ?selected=${state === this.#state}>${t(`reports.state.${state}`)}</option>`)}
          <option value="">${t('reports.state.any')}</option>
        </select>
      </div>
      <button type="button" class="outline" @click=${() => this.load()}>${t('reports.again')}</button>
    </div>`;
  }

  /** @param {Event} event */
  #choose = (event) => {
    this.#state = /** @type {HTMLSelectElement} */ (event.target).value;
    this.load();
  };

  /** @param {any[]} lines */
  table(lines) {
    return html`<table class="list">
      <caption class="visually-hidden">${t('reports.title')}</caption>
      <thead>
        <tr>
          <th scope="col">${t('reports.said')}</th>
          <th scope="col">${t('reports.why')}</th>
          <th scope="col" class="wide-only">${t('reports.state')}</th>
          <th scope="col"><span class="visually-hidden">${t('reports.acts')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${lines.map((each) => this.#line(each))}
      </tbody>
    </table>`;
  }

  /** @param {any} report */
  #line(report) {
    return html`<tr>
      <th scope="row" class="reported">
        <a class="strong" href=${linkTo('user', report.senderId)}><bdi>${report.senderName}</bdi></a>
        <a class="chip" href=${linkTo('room', report.roomId)}>${report.roomId}</a>
        <p class="quoted" dir="auto">${report.content ?? t('reports.unreadable')}</p>
      </th>
      <td><span dir="auto">${report.reason}</span><br /><small><a href=${linkTo('user', report.by)}><bdi>${report.by}</bdi></a>, ${dateTime(report.at)}</small></td>
      <td class="wide-only">
        <span class="tag">${t(`reports.state.${report.state}`)}</span>
        ${report.decidedBy ? html`<br /><small><bdi>${report.decidedBy}</bdi>, ${dateTime(report.decidedAt)}: <span dir="auto">${report.decision}</span></small>` : nothing}
      </td>
      <td class="acts">${this.#acts(report)}</td>
    </tr>`;
  }

  /** @param {any} report */
  #acts(report) {
    const mine = report.assignedTo === session()?.user.id;
    const choices = ['assigned', 'removed', 'retained', 'pending'].filter(
      (state) => state !== report.state || (state === 'assigned' && !mine),
    );
    return choices.map(
      (state) =>
        html`<button class=${state === 'removed' ? 'link bad' : 'link'} @click=${() => this.#decide(report, state)}>${t(`reports.do.${state}`)}<span class="visually-hidden"> ${report.senderName}</span></button>`,
    );
  }

  /**
   * Taking on and giving back are of no consequence to others, and are done at once.
   * @param {any} report
   * @param {string} state
   */
  #decide(report, state) {
    if (state === 'assigned' || (state === 'pending' && report.state === 'assigned')) {
      this.#set(report, state, t(`reports.done.${state}`)).catch((error) =>
        toast(String(explain(error))),
      );
      return;
    }
    ask({
      title: t(`reports.do.${state}`),
      text: html`<span class="quoted" dir="auto">${report.content ?? t('reports.unreadable')}</span>`,
      fields: html`<div class="field">
        <label for="decision-reason">${t('reason')}</label>
        <input id="decision-reason" name="reason" maxlength="512" .value=${state === 'removed' ? report.reason : ''} required />
      </div>`,
      action: t(`reports.do.${state}`),
      danger: state === 'removed',
      act: ({ reason }) => this.#set(report, state, reason),
    });
  }

  /**
   * @param {any} report
   * @param {string} state
   * @param {string} reason
   */
  async #set(report, state, reason) {
    await post('admin/report-decisions', { reportId: report.id, state, reason });
    toast(t(`reports.done.${state}`), {
      label: t('undo'),
      act: async () => {
        const back = { reportId: report.id, state: report.state, reason: t('reports.undone') };
        await post('admin/report-decisions', back);
        await this.load();
      },
    });
    await this.load();
  }
}

customElements.define('page-reports', ReportsPage);
