// @ts-check
/** In which letters two wordings differ. A letter is a character as a reader sees it: none is ever split. */

import { TextIndex } from './offsets.js';

/** @typedef {{words: string, differs: boolean}} Piece A stretch of one wording that the other has too, or has not. */

/** Beyond so many pairs of letters all of the middle is said to differ: looking for more would take too long. */
const MOST_PAIRS = 250_000;

/**
 * The shortest difference between two wordings. The pieces of each, put together, are that wording; those that do not
 * differ are the same in both.
 * @param {string} before
 * @param {string} after
 * @returns {{before: Piece[], after: Piece[]}}
 */
export function differing(before, after) {
  const [from, to] = [lettersOf(before), lettersOf(after)];
  const { start, end } = commonEdges(from, to);
  const middle = inCommon(from.slice(start, from.length - end), to.slice(start, to.length - end));
  const kept = (/** @type {boolean[]} */ among) => [...edge(start), ...among, ...edge(end)];
  return { before: pieces(from, kept(middle.from)), after: pieces(to, kept(middle.to)) };
}

/**
 * Whether one could be the other with a slip: two letters in three are the same, in one order.
 * @param {string} one
 * @param {string} other
 */
export function areAlike(one, other) {
  const same = differing(one, other).before.filter((piece) => !piece.differs);
  const common = lettersOf(same.map((piece) => piece.words).join('')).length;
  return common * 3 >= Math.max(lettersOf(one).length, lettersOf(other).length) * 2;
}

/** @param {string} words */
export const lettersOf = (words) => new TextIndex(words).segments('grapheme', '').map((letter) => letter.words);

/** @param {number} length */
const edge = (length) => new Array(length).fill(true);

/**
 * How many letters are the same at the start, and of the others at the end.
 * @param {string[]} from
 * @param {string[]} to
 */
function commonEdges(from, to) {
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < most - start && from.at(-1 - end) === to.at(-1 - end)) end += 1;
  return { start, end };
}

/**
 * Which letters belong to the longest common subsequence.
 * @param {string[]} from
 * @param {string[]} to
 */
function inCommon(from, to) {
  const kept = { from: from.map(() => false), to: to.map(() => false) };
  if (from.length * to.length > MOST_PAIRS) return kept;
  const longest = lengths(from, to);
  for (let i = 0, j = 0; i < from.length && j < to.length; ) {
    if (from[i] === to[j]) {
      kept.from[i] = true;
      kept.to[j] = true;
      i += 1;
      j += 1;
    } else if (longest[i + 1][j] >= longest[i][j + 1]) i += 1;
    else j += 1;
  }
  return kept;
}

/**
 * How long the longest common subsequence is from each pair of letters on.
 * @param {string[]} from
 * @param {string[]} to
 */
function lengths(from, to) {
  const longest = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1));
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      longest[i][j] = from[i] === to[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  return longest;
}

/**
 * Letters alike in a row, as one piece.
 * @param {string[]} letters
 * @param {boolean[]} kept
 */
function pieces(letters, kept) {
  /** @type {Piece[]} */
  const joined = [];
  for (const [place, words] of letters.entries()) {
    const last = joined.at(-1);
    if (last && last.differs !== kept[place]) last.words += words;
    else joined.push({ words, differs: !kept[place] });
  }
  return joined;
}
