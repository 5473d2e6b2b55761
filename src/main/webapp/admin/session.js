// Who is signed in.

import { get, onSignedOut, post, remove, useToken } from './api.js';

/**
 * @typedef {{user: {id: string, name: string, roles: string[]}, csrfToken: string, endsAt: string,
 *     account?: string, mustChangePassword: boolean}} SignedIn
 */

/** @type {SignedIn | null} */
let current = null;
/** @type {string[]} */
let ways = [];
/** @type {(ended: boolean) => void} */
let changed = () => {};

onSignedOut(() => keep(null, true));

/**
 * @param {SignedIn | null} session
 * @param {boolean} [ended] by itself
 */
function keep(session, ended = false) {
  current = session;
  useToken(session?.csrfToken ?? null);
  changed(ended);
}

/** @param {(ended: boolean) => void} listener */
export function onChange(listener) {
  changed = listener;
}

/** Asks the server who is there; other windows share the sign-in. */
export async function load() {
  const state = await get('admin/session');
  ways = state.ways;
  keep(state.session ?? null);
}

/** How one can sign in. */
export function waysIn() {
  return ways;
}

export function session() {
  return current;
}

/** @param {string} role */
export function has(role) {
  return current?.user.roles.includes(role) ?? false;
}

/** @param {object} proof */
export async function signIn(proof) {
  keep(await post('admin/session', proof));
}

/**
 * @param {string} present
 * @param {string} password
 */
export async function changePassword(present, password) {
  keep(await post('admin/session/password', { current: present, password }));
}

export async function signOut() {
  await remove('admin/session');
  keep(null);
}
