// @ts-check
/** Sizes in words. */

const UNITS = ['bytes', 'KB', 'MB', 'GB'];

/**
 * As the server's pages say it: "200 bytes", "1.5 MB", of 1,000 each.
 * @param {number} size
 */
export function inBytes(size) {
  let unit = 0;
  let left = size;
  while (left >= 1000 && unit < UNITS.length - 1) {
    left /= 1000;
    unit += 1;
  }
  return unit ? `${left.toFixed(1).replace(/\.0$/, '')} ${UNITS[unit]}` : `${size} ${size === 1 ? 'byte' : 'bytes'}`;
}
