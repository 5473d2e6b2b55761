// The last hour of the node.

import { get } from '../api.js';
import '../chart.js';
import { html, nothing } from '../lit.js';
import { loading } from '../parts.js';
import { Poll } from '../poll.js';
import { View } from '../view.js';
import { number, t } from '../words.js';

const STEP_S = 10;
const EVERY_MS = 5_000;
const POINTS = 3_600 / STEP_S;

class OverviewPage extends View {
  /** @type {any[]} */
  #points = [];
  /** @type {string | null} */
  #node = null;
  #poll = new Poll(() => this.attempt(() => this.#ask()), EVERY_MS);

  opened() {
    this.#poll.start();
  }

  closed() {
    this.#poll.stop();
  }

  async #ask() {
    const after = this.#points.at(-1)?.at;
    const series = await get('admin/overview', { step: STEP_S, after }, this.life);
    this.#node = series.node;
    this.#points = [...this.#points, ...series.points].slice(-POINTS);
  }

  template() {
    return html`
      <header class="page-head">
        <h1>${t('overview.title')}</h1>
        <p class="count">${this.#node ? t('overview.node', { node: this.#node }) : ''}</p>
      </header>
      ${this.failed(() => this.#poll.now())}
      ${this.#node === null ? (this.error ? nothing : loading()) : this.#charts()}
    `;
  }

  #charts() {
    const newest = this.#points.at(-1);
    if (!newest) return html`<p class="hint" role="status">${t('overview.begins')}</p>`;
    const charts = [
      { key: 'sessions', unit: '', lines: [line('sessions')] },
      { key: 'rooms', unit: '', lines: [line('rooms')] },
      { key: 'messages', unit: t('perSecond'), lines: [line('messages')] },
      { key: 'deliveries', unit: t('perSecond'), lines: [line('deliveries')] },
      { key: 'acks', unit: 'ms', lines: [line('ackMedianMs'), line('ackSlowMs')] },
      { key: 'refusals', unit: t('perSecond'), lines: [line('refusals')] },
    ];
    return html`
      <p class="visually-hidden">${t('overview.spoken', { sessions: number(newest.sessions), rooms: number(newest.rooms) })}</p>
      <div class="charts">
        ${charts.map(
          (chart) => html`<live-chart
            .heading=${t(`overview.${chart.key}`)}
            .unit=${chart.unit}
            .lines=${chart.lines}
            .points=${this.#points}
          ></live-chart>`,
        )}
      </div>
    `;
  }
}

/** @param {string} key */
function line(key) {
  return { key, label: t(`overview.${key}`) };
}

customElements.define('page-overview', OverviewPage);
