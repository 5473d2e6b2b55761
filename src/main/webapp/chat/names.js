// What may be a name (protocol, sections 1.2 and 3.4).

const ROOM = /^[A-Za-z0-9._\-:/]{1,128}$/;
const FILLERS = '\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2065\\u3164\\uffa0';
const JOINERS = '\\u200c\\u200d';
const HIDDEN = new RegExp(`[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}${FILLERS}]|(?![${JOINERS}])\\p{Cf}`, 'u');
const VISIBLE = new RegExp(`[^\\s\\p{Z}\\p{M}\\p{Cc}\\p{Cf}\\p{Cs}${FILLERS}]`, 'u');
/** What joins nothing: at the edge of a word, unless a combining mark asks for it. */
const LOOSE = new RegExp(
  `(?<=^|[\\s\\p{Z}${JOINERS}])[${JOINERS}]|(?<!\\p{M})[${JOINERS}](?=$|[\\s\\p{Z}${JOINERS}])`,
  'u',
);

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
  if (name.length > 64) return 'At most 64 characters.';
  const holds = VISIBLE.test(name) && !HIDDEN.test(name) && !LOOSE.test(name);
  return holds ? '' : 'Visible characters only, and none that hides or turns the others.';
}
