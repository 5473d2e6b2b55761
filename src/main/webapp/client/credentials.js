// With what the client says who it is.

/**
 * @typedef {{kind: 'name', name: string} | {kind: 'console'}
 *     | {kind: 'guest' | 'token', token: string}} Credential
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} TokenStorage
 */

/**
 * A guest's name, a token, a function that gets a fresh token for each connection, or the sign-in
 * to the console, which the browser's cookie proves. A guest keeps
 * the token from its welcome, in memory and in the storage if there is one, and so comes back as
 * the same guest.
 */
export class Credentials {
  #options;
  #storageKey;
  /** @type {string | null} */
  #guestToken;

  /**
   * @param {{name?: string, token?: string, getToken?: () => Promise<string> | string,
   *     console?: boolean, storage?: TokenStorage}} options
   * @param {string} url of the gateway, so that the tokens of two gateways stay apart
   */
  constructor(options, url) {
    const { name, token, getToken, console } = options;
    if ([name, token, getToken, console].filter((given) => given !== undefined).length !== 1) {
      throw new TypeError('give exactly one of name, token, getToken and console');
    }
    this.#options = options;
    this.#storageKey = `parley:guest:${url}`;
    this.#guestToken = name === undefined ? null : this.#read(name);
  }

  /** Whether a new token can be had when the present one runs out. */
  get renewable() {
    return this.#options.getToken !== undefined;
  }

  /** @returns {Promise<Credential>} */
  async next() {
    const { name, token, getToken } = this.#options;
    if (getToken) return { kind: 'token', token: await getToken() };
    if (token !== undefined) return { kind: 'token', token };
    if (this.#options.console) return { kind: 'console' };
    if (this.#guestToken) return { kind: 'guest', token: this.#guestToken };
    return { kind: 'name', name: /** @type {string} */ (name) };
  }

  /** @param {string} token */
  keepGuest(token) {
    this.#guestToken = token;
    const value = JSON.stringify({ name: this.#options.name, token });
    attempt(() => this.#options.storage?.setItem(this.#storageKey, value));
  }

  forgetGuest() {
    this.#guestToken = null;
    attempt(() => this.#options.storage?.removeItem(this.#storageKey));
  }

  /** @param {string} name another name is another guest */
  #read(name) {
    const text = attempt(() => this.#options.storage?.getItem(this.#storageKey));
    const kept = attempt(() => JSON.parse(text ?? 'null'));
    return kept?.name === name && typeof kept?.token === 'string' ? kept.token : null;
  }
}

/**
 * A storage may be full, forbidden or filled by another: the guest is then only kept in memory.
 * @template T
 * @param {() => T} action
 * @returns {T | null}
 */
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}
