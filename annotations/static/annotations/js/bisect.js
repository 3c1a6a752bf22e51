// @ts-check

/**
 * How many of `length` things in a row come before a place, where those that do stand first.
 * @param {number} length
 * @param {(i: number) => boolean} isBefore
 * @returns {number}
 */
export function bisect(length, isBefore) {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
