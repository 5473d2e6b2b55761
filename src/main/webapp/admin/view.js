// A custom element that draws itself by a template, into the page's own tree, so that the page's
// styles and the labels of fields reach it.

import { render } from './lit.js';
import { explain, failure } from './parts.js';

export class View extends HTMLElement {
  #due = false;
  /** @type {AbortController} */
  #life = new AbortController();

  connectedCallback() {
    this.#life = new AbortController();
    this.opened();
    this.update();
  }

  disconnectedCallback() {
    this.#life.abort();
    this.closed();
  }

  /** @type {unknown} what went wrong at last; null where nothing did */
  error = null;

  /**
   * Does something, keeps what goes wrong in it, and draws what has come of it.
   * @param {() => Promise<void>} act
   */
  async attempt(act) {
    try {
      await act();
      this.error = null;
    } catch (error) {
      this.error = error;
    }
    this.update();
  }

  /**
   * What went wrong, for a template.
   * @param {() => void} again
   */
  failed(again) {
    return failure(explain(this.error), again);
  }

  /** Ends with the element: for listeners and questions that are its own. */
  get life() {
    return this.#life.signal;
  }

  /** The element is in the page. */
  opened() {}

  /** It is out of it. */
  closed() {}

  /** @returns {unknown} what it shows */
  template() {
    return '';
  }

  /** Draws it anew, once for all changes of the moment. */
  update() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.isConnected) this.draw();
    });
  }

  draw() {
    render(this.template(), this);
  }
}
