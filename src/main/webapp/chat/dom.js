// Making elements. Texts of users only ever become text nodes.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [attributes] `class`, `on…` handlers, or attributes; `null` and
 *     `false` leave one out
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** @param {string} name of a symbol in index.html */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/**
 * @param {string} id
 * @returns {any} the element, which index.html has
 */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * @typedef {object} Item
 * @property {string} key
 * @property {string} version the element is built anew when it differs
 * @property {() => HTMLElement} build
 */

/** @type {WeakMap<Element, {key: string, version: string}>} */
const built = new WeakMap();

/**
 * Makes the children of `parent` what `items` say and keeps the elements that have not changed,
 * and with them focus, selection and scroll position.
 * @param {Element} parent
 * @param {Item[]} items
 */
export function reconcile(parent, items) {
  /** @type {Map<string, Element>} */
  const old = new Map();
  for (const child of parent.children) old.set(built.get(child)?.key ?? '', child);
  let cursor = parent.firstElementChild;
  for (const { key, version, build } of items) {
    let element = old.get(key);
    if (!element || built.get(element)?.version !== version) {
      const fresh = build();
      built.set(fresh, { key, version });
      if (element) replace(element, fresh);
      if (cursor === element && element) cursor = fresh;
      element = fresh;
    }
    if (cursor === element) cursor = element.nextElementSibling;
    else parent.insertBefore(element, cursor);
    old.delete(key);
  }
  for (const gone of old.values()) gone.remove();
}

/**
 * @param {Element} element
 * @param {HTMLElement} fresh gets the focus if the element had it
 */
function replace(element, fresh) {
  const active = document.activeElement;
  const focused = element.contains(active) ? /** @type {HTMLElement} */ (active) : null;
  element.replaceWith(fresh);
  if (!focused) return;
  const name = focused.dataset.focus;
  const target = name ? fresh.querySelector(`[data-focus="${name}"]`) : null;
  /** @type {HTMLElement} */ (target ?? fresh).focus({ preventScroll: true });
}
