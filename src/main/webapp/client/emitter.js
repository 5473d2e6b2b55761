// Handlers by event type.

/** @typedef {(data: any) => void} Handler */

/**
 * Calls handlers in the order in which they were added. A handler that throws is reported to the
 * environment and keeps no other from being called.
 */
export class Emitter {
  /** @type {Map<string, Set<Handler>>} */
  #handlers = new Map();

  /**
   * @param {string} type
   * @param {Handler} handler
   * @returns {() => void} takes the handler off again
   */
  on(type, handler) {
    let handlers = this.#handlers.get(type);
    if (!handlers) this.#handlers.set(type, (handlers = new Set()));
    handlers.add(handler);
    return () => this.off(type, handler);
  }

  /**
   * @param {string} type
   * @param {Handler} handler
   */
  once(type, handler) {
    const off = this.on(type, (data) => {
      off();
      handler(data);
    });
    return off;
  }

  /**
   * @param {string} type
   * @param {Handler} handler
   */
  off(type, handler) {
    this.#handlers.get(type)?.delete(handler);
  }

  /**
   * @param {string} type
   * @param {unknown} data
   */
  fire(type, data) {
    for (const handler of [...(this.#handlers.get(type) ?? [])]) {
      try {
        handler(data);
      } catch (error) {
        report(error);
      }
    }
  }
}

/** @param {unknown} error */
function report(error) {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
  else console.error(error);
}
