// Why the server lets nobody in: a browser does not show how it answered the handshake.

/** What another attempt would be answered with as well. */
const FINAL = new Set([400, 401, 403]);

/**
 * Asks by a plain request (protocol, section 1). Where nothing final is said, the address is of
 * another origin than the page, or there is no answer in time, there is no refusal.
 * @param {string} url of the WebSocket
 * @param {number} timeoutMs
 * @returns {Promise<{status: number, message: string} | null>}
 */
export async function refusalOf(url, timeoutMs) {
  const address = new URL(url);
  address.protocol = address.protocol.replace(/^ws/, 'http');
  const page = globalThis.location?.origin;
  if (page !== undefined && page !== address.origin) return null;
  try {
    const answer = await fetch(address, {
      credentials: 'include',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!FINAL.has(answer.status)) return null;
    const { message } = await answer.json();
    return typeof message === 'string' ? { status: answer.status, message } : null;
  } catch {
    return null;
  }
}
