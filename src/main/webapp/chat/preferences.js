// What this browser remembers of the user. Without storage it is remembered until the page closes.

const memory = new Map();

/**
 * @param {string} key
 * @param {any} fallback
 */
export function recall(key, fallback) {
  try {
    const text = localStorage.getItem(`parley.${key}`);
    return text === null ? fallback : JSON.parse(text);
  } catch {
    return memory.get(key) ?? fallback;
  }
}

/**
 * @param {string} key
 * @param {any} value
 */
export function remember(key, value) {
  memory.set(key, value);
  try {
    localStorage.setItem(`parley.${key}`, JSON.stringify(value));
  } catch {
    // Full or forbidden: memory has it.
  }
}

/** The browser's storage for the library, or none where it is forbidden. */
export function tokenStorage() {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
