// What the library takes from the browser, or from Node.

/**
 * The address as a WebSocket's: relative to the page in a browser, without query and fragment.
 * @param {string | URL} url
 */
export function gatewayUrl(url) {
  const absolute = new URL(url, globalThis.location?.href);
  absolute.protocol = absolute.protocol.replace(/^http/, 'ws');
  if (!/^wss?:$/.test(absolute.protocol)) {
    throw new TypeError(`the URL must be ws:, wss:, http: or https:, was ${absolute.protocol}`);
  }
  if (absolute.search || absolute.hash || absolute.username || absolute.password) {
    throw new TypeError('the URL must have no query, fragment or credentials: they belong in options');
  }
  return absolute.href;
}

/** 128 random bits; `crypto.randomUUID` is missing on pages that came without TLS. */
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A browser knows when it is worth looking at the connection: the network is back, or the page is.
 * @param {() => void} look
 * @returns {() => void} stops it
 */
export function watchEnvironment(look) {
  const { document } = globalThis;
  if (document === undefined) return () => {};
  const onVisible = () => document.visibilityState === 'visible' && look();
  globalThis.addEventListener('online', look);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    globalThis.removeEventListener('online', look);
    document.removeEventListener('visibilitychange', onVisible);
  };
}
