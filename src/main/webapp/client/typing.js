// Who types tells it now and then, not with every key.

/**
 * Turns key strokes into `typing:start` and `typing:stop`: a start at most twice in the time after
 * which the server forgets it, a stop when the strokes cease.
 */
export class Typing {
  /** @type {Map<string, {startedAt: number, idle: ReturnType<typeof setTimeout>}>} */
  #active = new Map();
  #tell;
  #typingMs;

  /**
   * @param {(type: string, data: object) => void} tell
   * @param {() => number} typingMs the server's time
   */
  constructor(tell, typingMs) {
    this.#tell = tell;
    this.#typingMs = typingMs;
  }

  /** @param {string} roomId */
  stroke(roomId) {
    const typingMs = this.#typingMs();
    const active = this.#active.get(roomId);
    clearTimeout(active?.idle);
    let startedAt = active?.startedAt ?? -Infinity;
    if (Date.now() - startedAt >= typingMs / 2) {
      startedAt = Date.now();
      this.#tell('typing:start', { roomId });
    }
    const idle = setTimeout(() => this.stop(roomId), (typingMs * 2) / 3);
    this.#active.set(roomId, { startedAt, idle });
  }

  /** @param {string} roomId */
  stop(roomId) {
    if (this.forget(roomId)) this.#tell('typing:stop', { roomId });
  }

  /**
   * The server knows by itself: a message was sent, or the connection is gone.
   * @param {string} [roomId] all rooms without it
   * @returns {boolean} whether something was forgotten
   */
  forget(roomId) {
    let forgotten = false;
    for (const [id, { idle }] of [...this.#active]) {
      if (roomId !== undefined && id !== roomId) continue;
      clearTimeout(idle);
      forgotten = this.#active.delete(id);
    }
    return forgotten;
  }
}
