// @ts-check
/** Where words stand between quotation marks: curly, straight, low and angled ones, and not apostrophes. */

/** @import { Span } from './types.js' */

import { IN_A_WORD } from './signs.js';

/** Each mark that opens a quotation, and the marks that can close it: German opens with „ and closes with “. */
const CLOSING = new Map([
  ['“', '”'],
  ['‘', '’'],
  ['„', '“”'],
  ['‚', '‘’'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['›', '‹'],
  ['"', '"'],
  ["'", "'"],
]);

/** These serve as apostrophes too: what they open and nothing closes may be none. */
const SINGLE = "‘‚'";

const BLANK = /^\s?$/u;
/** What stands before a mark that closes a whole utterance. */
const POINT = /[,.!?…;]/u;

/** @typedef {{mark: string, start: number}} Opened */

/** @typedef {{letters: string[], at: number}} Here A place in a paragraph, letter by letter. */

/**
 * The quotations of a paragraph, with their marks, in code points of it. One that is not closed runs to the end, as in a
 * speech of several paragraphs; one that was never opened begins with the paragraph.
 * @param {string} paragraph
 * @param {string} [next] the paragraph after it
 * @returns {Span[]}
 */
export function quotations(paragraph, next = '') {
  const letters = [...paragraph];
  /** @type {Span[]} */
  const found = [];
  /** @type {Opened[]} */
  const open = [];
  for (const at of letters.keys()) read({ letters, at }, open, found);
  const [outer] = open;
  if (outer && runsOn(outer, letters, next)) found.push({ start: outer.start, end: letters.length });
  return found;
}

/**
 * Takes in one letter.
 * @param {Here} here
 * @param {Opened[]} open
 * @param {Span[]} found
 */
function read(here, open, found) {
  const mark = here.letters[here.at];
  if (!isQuotationMark(mark) || isApostrophe(here)) return;
  const closed = canClose(here) ? open.findLastIndex((one) => CLOSING.get(one.mark)?.includes(mark)) : -1;
  if (closed >= 0) {
    found.push({ start: open[closed].start, end: here.at + 1 });
    open.length = closed;
  } else if (canOpen(here)) {
    // The same mark once more: the quotation goes on, in its next sentence or paragraph.
    if (!open.some((one) => one.mark === mark)) open.push({ mark, start: here.at });
  } else if (!open.length && !found.length && POINT.test(before(here))) {
    found.push({ start: 0, end: here.at + 1 });
  }
}

/**
 * Whether a quotation that is not closed in its paragraph is one.
 * @param {Opened} opened
 * @param {string[]} letters
 * @param {string} next
 */
function runsOn({ mark, start }, letters, next) {
  if (!SINGLE.includes(mark)) return true;
  return letters.slice(0, start).every((letter) => BLANK.test(letter)) || next.trimStart().startsWith(mark);
}

/** @param {string} letter */
const isQuotationMark = (letter) => CLOSING.has(letter) || letter === '”' || letter === '’';

/** @param {Here} here */
const before = ({ letters, at }) => letters[at - 1] ?? '';

/** @param {Here} here */
const after = ({ letters, at }) => letters[at + 1] ?? '';

/**
 * "Russia’s", and "’90s": within a word, or before one.
 * @param {Here} here
 */
function isApostrophe(here) {
  const mark = here.letters[here.at];
  if (!"'’‘".includes(mark)) return false;
  return IN_A_WORD.test(after(here)) && (IN_A_WORD.test(before(here)) || (mark === '’' && !POINT.test(before(here))));
}

/**
 * A straight mark after a blank does not close; French puts a blank before the mark that does.
 * @param {Here} here
 */
function canClose(here) {
  const isStraight = `"'`.includes(here.letters[here.at]);
  return !isStraight || !BLANK.test(before(here)) || BLANK.test(after(here));
}

/**
 * French puts a blank after the mark that opens.
 * @param {Here} here
 */
function canOpen(here) {
  const mark = here.letters[here.at];
  if (!CLOSING.has(mark) || IN_A_WORD.test(before(here))) return false;
  return mark === '«' || !BLANK.test(after(here));
}
