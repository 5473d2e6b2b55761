// A custom element that draws itself by a template, into the page's own tree, so that the page's
// styles and the labels of fields reach it.

import { render } from './lit.js';

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
