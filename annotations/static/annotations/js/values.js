// @ts-check
/** Plain values, as JSON has them. */

/**
 * Whether two values say the same; the order of an object's keys says nothing.
 * @param {unknown} one
 * @param {unknown} other
 */
export const same = (one, other) => JSON.stringify(one, inKeyOrder) === JSON.stringify(other, inKeyOrder);

/**
 * @param {string} _key
 * @param {unknown} value
 */
function inKeyOrder(_key, value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
