// The REST interface, as the console asks it. A refusal is thrown with its problem.

/** @type {string | null} */
let csrfToken = null;
/** @type {() => void} */
let signedOut = () => {};

export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{detail?: string, code?: string, retryAfterMs?: number,
   *     violations?: {path: string, message: string}[]}} problem
   */
  constructor(status, problem) {
    super(problem.detail ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code ?? '';
    this.retryAfterMs = problem.retryAfterMs ?? 0;
    this.violations = problem.violations ?? [];
  }

  /** What is wrong with which field, or the refusal's sentence. */
  get explanation() {
    if (this.violations.length === 0) return this.message;
    return this.violations.map(({ path, message }) => `${path} ${message}`.trim()).join('; ');
  }
}

/** @param {string | null} token of the sign-in */
export function useToken(token) {
  csrfToken = token;
}

/** @param {() => void} listener told when the sign-in turns out to have ended */
export function onSignedOut(listener) {
  signedOut = listener;
}

/**
 * @param {string} path below api/
 * @param {Record<string, string | number | boolean | null | undefined>} [query] without what is
 *     null, undefined or empty
 * @param {AbortSignal} [signal]
 */
export function get(path, query = {}, signal) {
  return ask('GET', withQuery(path, query), undefined, signal);
}

/**
 * All pages of the same as one table for other programs.
 * @param {string} path
 * @param {Record<string, string | number>} query
 * @param {number} most pages
 */
export async function csv(path, query, most) {
  const parts = [];
  /** @type {string | undefined} */
  let next = `../api/${withQuery(path, query)}`;
  for (let page = 0; next !== undefined && page < most; page++) {
    const answer = await fetch(next, { headers: { Accept: 'text/csv' } });
    if (!answer.ok) throw new Refusal(answer.status, await answer.json().catch(() => ({})));
    const table = await answer.text();
    parts.push(page === 0 ? table : table.slice(table.indexOf('\n') + 1));
    const cursor = /[?&]cursor=([^&>]+)/.exec(answer.headers.get('Link') ?? '')?.[1];
    next = cursor && `../api/${withQuery(path, { ...query, cursor })}`;
  }
  return new Blob(parts, { type: 'text/csv' });
}

/**
 * @param {string} path
 * @param {Record<string, string | number | boolean | null | undefined>} query
 */
function withQuery(path, query) {
  const given = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  const parameters = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length > 0 ? `${path}?${parameters}` : path;
}

/**
 * @param {string} path
 * @param {object} [body]
 */
export function post(path, body) {
  return ask('POST', path, body);
}

/**
 * @param {string} path
 * @param {object} body
 */
export function patch(path, body) {
  return ask('PATCH', path, body);
}

/** @param {string} path */
export function remove(path) {
  return ask('DELETE', path);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {AbortSignal} [signal]
 */
async function ask(method, path, body, signal) {
  /** @type {Record<string, string>} */
  const headers = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;
  const answer = await fetch(`../api/${path}`, {
    method,
    headers,
    signal,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const problem = await answer.json().catch(() => ({}));
  if (answer.status === 401 && csrfToken && path !== 'admin/session/password') signedOut();
  throw new Refusal(answer.status, problem);
}
