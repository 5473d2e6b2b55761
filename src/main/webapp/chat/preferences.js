// What this browser remembers of the user: for all windows, and for each what was chosen there.
// Without storage it is remembered until the page closes.

const memory = new Map();
const WINDOW = 'sessionStorage';
const BROWSER = 'localStorage';

/**
 * @param {string} key
 * @param {any} fallback
 */
export function recall(key, fallback) {
  return read([BROWSER], key, fallback);
}

/**
 * @param {string} key
 * @param {any} value
 */
export function remember(key, value) {
  write([BROWSER], key, value);
}

/**
 * What was chosen in this window; in a new one, what was chosen last in any.
 * @param {string} key
 * @param {any} fallback
 */
export function recallHere(key, fallback) {
  return read([WINDOW, BROWSER], key, fallback);
}

/**
 * Of this window only; {@link remember} it as well where it was chosen now.
 * @param {string} key
 * @param {any} value
 */
export function rememberHere(key, value) {
  write([WINDOW], key, value);
}

/**
 * Where the library keeps a guest: each name's own, as windows may bear several.
 * @param {string} name
 */
export function tokenStorage(name) {
  const own = (/** @type {string} */ key) => `${key}#${name}`;
  return {
    /** @param {string} key */
    getItem: (key) => localStorage.getItem(own(key)),
    /**
     * @param {string} key
     * @param {string} value
     */
    setItem: (key, value) => localStorage.setItem(own(key), value),
    /** @param {string} key */
    removeItem: (key) => localStorage.removeItem(own(key)),
  };
}

/** @typedef {typeof WINDOW | typeof BROWSER} Place */

/**
 * @param {Place[]} places
 * @param {string} key
 * @param {any} fallback
 */
function read(places, key, fallback) {
  try {
    const texts = places.map((place) => window[place].getItem(`parley.${key}`));
    const text = texts.find((each) => each !== null);
    return text === undefined ? fallback : JSON.parse(/** @type {string} */ (text));
  } catch {
    return memory.get(key) ?? fallback;
  }
}

/**
 * @param {Place[]} places
 * @param {string} key
 * @param {any} value
 */
function write(places, key, value) {
  memory.set(key, value);
  try {
    for (const place of places) window[place].setItem(`parley.${key}`, JSON.stringify(value));
  } catch {
    // Full or forbidden: memory has it.
  }
}
