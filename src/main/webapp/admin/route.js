// Which page is open, by the address behind the #: page, then what it is of.

/** @typedef {{page: string, of: string | null}} Route */

/** @returns {Route} */
export function route() {
  const [page, of] = location.hash.replace(/^#\/?/, '').split('/', 2);
  return { page: page || 'overview', of: of === undefined ? null : decodeURIComponent(of) };
}

/**
 * @param {string} page
 * @param {string} [of]
 */
export function linkTo(page, of) {
  return of === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(of)}`;
}
