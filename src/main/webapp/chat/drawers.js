// On small screens the two side panels are drawers over the conversation.

import { byId } from './dom.js';

/** @typedef {'rooms' | 'members'} Side */

const MEDIA = {
  rooms: window.matchMedia('(max-width: 760px)'),
  members: window.matchMedia('(max-width: 1080px)'),
};

/** Which side is out of sight until it is opened. */
const TOGGLES = { rooms: 'rooms-open', members: 'members-toggle' };

export class Drawers {
  /** @type {Side | null} */
  #open = null;

  constructor() {
    byId('rooms-open').addEventListener('click', () => this.open('rooms'));
    byId('rooms-close').addEventListener('click', () => this.close());
    byId('members-toggle').addEventListener('click', () => this.open('members'));
    byId('members-close').addEventListener('click', () => this.close());
    byId('scrim').addEventListener('click', () => this.close());
    for (const media of Object.values(MEDIA)) {
      media.addEventListener('change', () => ((this.#open = null), this.#render()));
    }
    this.#render();
  }

  /** @param {Side} side */
  open(side) {
    if (!MEDIA[side].matches) return;
    this.#open = side;
    this.#render();
    /** @type {HTMLElement | null} */ (panel(side).querySelector('button, a, input'))?.focus();
  }

  /** @returns {boolean} whether one was open */
  close() {
    const side = this.#open;
    if (side === null) return false;
    this.#open = null;
    this.#render();
    byId(TOGGLES[side]).focus();
    return true;
  }

  #render() {
    for (const side of /** @type {const} */ (['rooms', 'members'])) {
      const open = this.#open === side;
      panel(side).classList.toggle('open', open);
      panel(side).inert = this.#open === null ? MEDIA[side].matches : !open;
      byId(TOGGLES[side]).ariaExpanded = MEDIA[side].matches ? String(open) : null;
    }
    byId('conversation').inert = this.#open !== null;
    byId('scrim').hidden = this.#open === null;
  }
}

/** @param {Side} side */
const panel = (side) => byId(`${side}-panel`);
