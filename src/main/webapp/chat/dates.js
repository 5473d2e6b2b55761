// How times are told, in the user's own language and time zone.

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** @param {string} iso */
export const timeOf = (iso) => time.format(new Date(iso));

/** @param {string} iso */
export const fullTimeOf = (iso) => full.format(new Date(iso));

/**
 * When something ends: the time alone where that is today.
 * @param {number} ms since 1970
 */
export function endOf(ms) {
  const end = new Date(ms);
  const today = end.toDateString() === new Date().toDateString();
  return (today ? time : dayAndTime).format(end);
}

/**
 * @param {number} ms how long yet
 * @returns {string} nothing where it is long
 */
export function countdown(ms) {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0 || seconds > 3600) return '';
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}

/** @param {string} iso the local day, as a key */
export function dayKey(iso) {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/**
 * @param {string} iso
 * @param {Date} [now]
 */
export function dayLabel(iso, now = new Date()) {
  const key = dayKey(iso);
  if (key === dayKey(now.toISOString())) return 'Today';
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (key === dayKey(yesterday.toISOString())) return 'Yesterday';
  const date = new Date(iso);
  return (date.getFullYear() === now.getFullYear() ? day : dayAndYear).format(date);
}
