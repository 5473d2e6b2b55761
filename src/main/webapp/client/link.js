// One WebSocket, from its opening to its end.

/** Silence for this many heartbeats makes the client ask whether the server still lives. */
const QUIET_HEARTBEATS = 1.8;

/**
 * @typedef {object} LinkHandlers
 * @property {() => void} onOpen
 * @property {(frame: any) => void} onFrame one frame; a batch arrives as its frames
 * @property {(end: {code: number, reason: string}) => void} onDown called once, and last
 */

/**
 * A WebSocket that unpacks batches and notices when the other side has gone silent. A browser does
 * not show the server's pings, and a dead network does not close a socket: so after silence the
 * link pings by itself and ends with code 1006 when nothing comes back.
 */
export class Link {
  #socket;
  #handlers;
  #pongTimeoutMs;
  #quietMs = 0;
  #lastHeard = Date.now();
  #ended = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {new (url: string) => any} WebSocketClass
   * @param {string} url
   * @param {number} openTimeoutMs the link ends when it is not {@link watch}ed by then
   * @param {number} pongTimeoutMs
   * @param {LinkHandlers} handlers
   */
  constructor(WebSocketClass, url, openTimeoutMs, pongTimeoutMs, handlers) {
    this.#handlers = handlers;
    this.#pongTimeoutMs = pongTimeoutMs;
    const socket = (this.#socket = new WebSocketClass(url));
    this.#timer = setTimeout(() => this.end(1006, 'open-timeout'), openTimeoutMs);
    socket.onopen = () => handlers.onOpen();
    socket.onmessage = (/** @type {any} */ event) => this.#receive(event.data);
    socket.onclose = (/** @type {any} */ event) => this.end(event.code, event.reason);
    // A close always follows, and says more.
    socket.onerror = () => {};
  }

  /**
   * Starts to watch for silence.
   * @param {number} heartbeatMs
   */
  watch(heartbeatMs) {
    this.#quietMs = heartbeatMs * QUIET_HEARTBEATS;
    this.#sleep();
  }

  /** Asks now whether the server lives, without waiting for silence. */
  probe() {
    if (this.#ended || this.#quietMs === 0) return;
    const asked = Date.now();
    clearTimeout(this.#timer);
    this.send('{"type":"ping","data":{}}');
    this.#timer = setTimeout(() => {
      if (this.#lastHeard < asked) this.end(1006, 'no-pong');
      else this.#sleep();
    }, this.#pongTimeoutMs);
  }

  /** @param {string} text */
  send(text) {
    this.#socket.send(text);
  }

  /**
   * Ends the link at once, without waiting for the other side to agree.
   * @param {number} code what {@link LinkHandlers.onDown} is told
   * @param {string} reason
   */
  end(code, reason) {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    const socket = this.#socket;
    socket.onopen = socket.onmessage = socket.onclose = null;
    if (code === 1000) socket.close(1000, 'bye');
    else socket.close();
    this.#handlers.onDown({ code, reason });
  }

  #sleep() {
    clearTimeout(this.#timer);
    const quietFor = Date.now() - this.#lastHeard;
    this.#timer = setTimeout(() => {
      if (Date.now() - this.#lastHeard >= this.#quietMs) this.probe();
      else this.#sleep();
    }, Math.max(0, this.#quietMs - quietFor));
  }

  /** @param {string} text */
  #receive(text) {
    this.#lastHeard = Date.now();
    const frame = JSON.parse(text);
    const frames = frame.type === 'batch' ? frame.data : [frame];
    for (const one of frames) {
      if (this.#ended) return;
      this.#handlers.onFrame(one);
    }
  }
}
