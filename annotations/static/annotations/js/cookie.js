// @ts-check
/** The cookies that the page may read. */

/**
 * @param {string} name
 * @returns {string} its value, '' where there is none
 */
export function cookie(name) {
  const pairs = document.cookie.split('; ').map((pair) => pair.split('='));
  return pairs.find(([key]) => key === name)?.[1] ?? '';
}
