// What may be a name (protocol, sections 1 and 3.4).

const ROOM = /^[A-Za-z0-9._\-:/]{1,128}$/;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/**
 * @param {string} name
 * @returns {string} what is wrong, or nothing
 */
export function roomNameError(name) {
  if (name === '') return 'Give the room a name.';
  return ROOM.test(name) ? '' : 'Letters A–Z, digits and . _ - : / only, at most 128.';
}

/**
 * @param {string} name
 * @returns {string} what is wrong, or nothing
 */
export function userNameError(name) {
  if (name === '') return 'Tell the others what to call you.';
  return name.length > 64 || UNPRINTABLE.test(name) ? 'At most 64 printable characters.' : '';
}
