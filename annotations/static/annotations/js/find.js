// @ts-check
/** Where words stand in a text, to the letter or written alike. Positions are code points. */

/** @import { Span } from './types.js' */

import { TextIndex } from './offsets.js';
import { WHITE_SPACE, stripped } from './signs.js';

const IS_BLANK = new RegExp(`^${WHITE_SPACE}$`, 'u');

/** What a keyboard has one sign for, and a typesetter several. @type {[RegExp, string][]} */
const PLAIN_SIGNS = [[/[‘’‚‛ʼ´]/gu, "'"], [/[“”„‟«»]/gu, '"'], [/[‐‑‒–—―−]/gu, '-']];

/** So much of what stands before and after words is shown, to tell one place from another. */
const REACH = 48;

/**
 * A text without what words written alike differ in.
 * @typedef {object} PlainText
 * @property {TextIndex} index
 * @property {number[]} origins where each of its code points comes from in the text; last, where the text ends
 */

/** An index never changes, so what is made of it is kept with it. @type {WeakMap<TextIndex, PlainText>} */
const plainTexts = new WeakMap();

/**
 * Every place of words that are written alike: in whatever case, with or without accents, with a typewriter's or a
 * typesetter's quotation marks and dashes, and with whatever white space in between.
 * @param {TextIndex} index
 * @param {string} words white space around them does not count
 * @returns {Span[]} in text order, none over another; empty where nothing is asked for
 */
export function find(index, words) {
  const { index: plain, origins } = plainTextOf(index);
  const isWhole = (/** @type {Span} */ { start, end }) => {
    return origins[start] !== origins[start - 1] && origins[end] !== origins[end - 1];
  };
  const hits = findExactly(plain, plainTextOf(new TextIndex(words)).index.text).filter(isWhole);
  return hits.map(({ start, end }) => ({ start: origins[start], end: origins[end] }));
}

/**
 * Every place of the words to the letter.
 * @param {TextIndex} index
 * @param {string} words white space around them does not count
 * @returns {Span[]} in text order, none over another; empty where nothing is asked for
 */
export function findExactly(index, words) {
  const letters = [...stripped(words)];
  return letters.length ? index.findAll(new RegExp(letters.map(escaped).join(''), 'gu')) : [];
}

/**
 * What stands just before and after a place.
 * @param {TextIndex} index
 * @param {Span} span
 * @returns {{before: string, after: string}} a few words, and … where there are more
 */
export function around(index, { start, end }) {
  const before = index.slice(Math.max(0, start - REACH), start);
  const after = index.slice(end, Math.min(index.length, end + REACH));
  return {
    before: start > REACH ? before.replace(/^\S*(?=\s|$)/u, '…') : before,
    after: end + REACH < index.length ? after.replace(/(?<=^|\s)\S*$/u, '…') : after,
  };
}

/**
 * @param {TextIndex} index
 * @returns {PlainText}
 */
function plainTextOf(index) {
  const made = plainTexts.get(index) ?? makePlainText(index);
  plainTexts.set(index, made);
  return made;
}

/**
 * Runs of white space become one space; an accent of its own goes with the letter before it.
 * @param {TextIndex} index
 * @returns {PlainText}
 */
function makePlainText(index) {
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @type {string[]} */
  const signs = [];
  /** @type {number[]} */
  const origins = [];
  let position = 0;
  for (const letter of index.text) {
    if (!known.has(letter)) known.set(letter, plain(letter));
    const here = known.get(letter) ?? '';
    if (here !== ' ' || signs[signs.length - 1] !== ' ') {
      signs.push(...here);
      for (let i = origins.length; i < signs.length; i += 1) origins.push(position);
    }
    position += 1;
  }
  return { index: new TextIndex(signs.join('')), origins: [...origins, position] };
}

/**
 * A letter as its key on a keyboard has it: '' for an accent of its own.
 * @param {string} letter
 */
function plain(letter) {
  if (IS_BLANK.test(letter)) return ' ';
  // Down and up, since neither way alone makes all of a letter's forms one: s and ſ, σ and ς, ß and ẞ.
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().toUpperCase();
  return PLAIN_SIGNS.reduce((changed, [alike, one]) => changed.replace(alike, one), bare);
}

/** @param {string} letter */
const escaped = (letter) => `\\u{${/** @type {number} */ (letter.codePointAt(0)).toString(16)}}`;
