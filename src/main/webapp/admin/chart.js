// A line chart of the last hour, or of what there is of it: a picture for the eye, its newest value in words, and a table for
// who wants the numbers read out.

import { html, nothing, svg } from './lit.js';
import { View } from './view.js';
import { clock, number, t } from './words.js';

const WIDTH = 600;
const HEIGHT = 150;
const LONGEST_MS = 3_600_000;
const SHORTEST_MS = 120_000;
const TABLE_EVERY = 30;

/**
 * @typedef {{at: string, [key: string]: any}} Point
 * @typedef {{key: string, label: string}} Line
 */

class LiveChart extends View {
  heading = '';
  unit = '';
  /** @type {Line[]} */
  lines = [];
  /** @type {Point[]} */
  #points = [];
  /** @type {Point | null} the one under the pointer */
  #shown = null;
  #tableOpen = false;

  /** @param {Point[]} points */
  set points(points) {
    this.#points = points;
    this.update();
  }

  template() {
    const newest = this.#points.at(-1);
    const shown = this.#shown ?? newest;
    return html`<figure class="chart card-box">
      <figcaption>
        <h2>${this.heading}</h2>
        <p class="now">
          ${this.lines.map(
            (line, i) => html`<span class="value line-${i}">
              ${this.lines.length > 1 ? html`<small>${line.label}</small>` : nothing}
              <strong>${shown && shown[line.key] !== undefined ? number(shown[line.key]) : '–'}</strong>
              <small>${this.unit}</small>
            </span>`,
          )}
          <small class="at">${this.#shown ? clock(this.#shown.at) : ''}</small>
        </p>
      </figcaption>
      ${this.#picture()}
      <details @toggle=${this.#onToggle}>
        <summary>${t('chart.table')}<span class="visually-hidden"> ${this.heading}</span></summary>
        ${this.#tableOpen ? this.#table() : nothing}
      </details>
    </figure>`;
  }

  #picture() {
    const end = Date.now();
    const span = this.#span(end);
    const highest = this.#highest();
    const x = (/** @type {Point} */ point) =>
      WIDTH - ((end - Date.parse(point.at)) / span) * WIDTH;
    const y = (/** @type {number} */ value) => HEIGHT - 4 - (value / highest) * (HEIGHT - 12);
    return html`<div class="plot">
      <span class="top" aria-hidden="true">${number(highest)}</span>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"
        @pointermove=${this.#onPoint} @pointerleave=${this.#onLeave}>
        ${[0.25, 0.5, 0.75].map((part) => svg`<line class="grid" x1="0" x2=${WIDTH} y1=${y(highest * part)} y2=${y(highest * part)} />`)}
        ${this.lines.map((line, i) => this.#line(line, i, x, y))}
        ${this.#shown ? svg`<line class="cross" x1=${x(this.#shown)} x2=${x(this.#shown)} y1="0" y2=${HEIGHT} />` : nothing}
      </svg>
      <p class="axis" aria-hidden="true">
        <span>${clock(new Date(end - span))}</span><span>${clock(new Date(end - span / 2))}</span><span>${t('chart.now')}</span>
      </p>
    </div>`;
  }

  /**
   * @param {Line} line
   * @param {number} i
   * @param {(point: Point) => number} x
   * @param {(value: number) => number} y
   */
  #line(line, i, x, y) {
    const known = this.#points.filter((point) => point[line.key] !== undefined);
    if (known.length === 0) return nothing;
    const path = known
      .map((point, n) => `${n ? 'L' : 'M'}${x(point).toFixed(1)} ${y(point[line.key]).toFixed(1)}`)
      .join('');
    const area = `${path}L${x(known[known.length - 1]).toFixed(1)} ${HEIGHT}L${x(known[0]).toFixed(1)} ${HEIGHT}Z`;
    return svg`${i === 0 ? svg`<path class="area" d=${area} />` : nothing}<path class="stroke line-${i}" d=${path} />`;
  }

  /**
   * What the picture spans: the hour, or what there is of it.
   * @param {number} end
   */
  #span(end) {
    const first = this.#points[0];
    const there = first ? end - Date.parse(first.at) : 0;
    return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, there));
  }

  /** A round number above all values. */
  #highest() {
    const values = this.#points.flatMap((point) => this.lines.map(({ key }) => point[key] ?? 0));
    const most = Math.max(1, ...values);
    const power = 10 ** Math.floor(Math.log10(most));
    return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= most) ?? most;
  }

  #table() {
    const rows = this.#points.filter((_, i) => (this.#points.length - 1 - i) % TABLE_EVERY === 0);
    return html`<table>
      <thead>
        <tr><th scope="col">${t('time')}</th>${this.lines.map(({ label }) => html`<th scope="col" class="number">${label}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.reverse().map(
          (point) => html`<tr>
            <th scope="row">${clock(point.at)}</th>
            ${this.lines.map(({ key }) => html`<td class="number">${point[key] === undefined ? '–' : number(point[key])}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  /** @param {Event} event */
  #onToggle = (event) => {
    this.#tableOpen = /** @type {HTMLDetailsElement} */ (event.target).open;
    this.update();
  };

  /** @param {PointerEvent} event */
  #onPoint = (event) => {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const span = this.#span(Date.now());
    const at = Date.now() - span * (1 - (event.clientX - box.left) / box.width);
    let nearest = null;
    let distance = span / 60;
    for (const point of this.#points) {
      const off = Math.abs(Date.parse(point.at) - at);
      if (off < distance) [nearest, distance] = [point, off];
    }
    this.#shown = nearest;
    this.update();
  };

  #onLeave = () => {
    this.#shown = null;
    this.update();
  };
}

customElements.define('live-chart', LiveChart);
