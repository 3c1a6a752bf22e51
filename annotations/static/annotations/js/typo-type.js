// @ts-check
/** What kind of slip a correction mends, and how much such a slip matters: worked out where it can be. */

import { areAlike } from './letters.js';

/**
 * A slip and where it stands.
 * @typedef {object} Slip
 * @property {string} before the words as they stand
 * @property {string} after what they should read, '' for nothing
 * @property {string} lead what stands before them in their paragraph
 * @property {string} trail what stands after them there
 * @property {string} text of the whole article
 * @property {string[]} names that are known
 */

/** Not an apostrophe within a word, nor the one of "allies’". */
const QUOTE_MARKS = /["“”„«»‹›‚‘]|(?<![\p{L}\p{N}])['’]|(?<!s)['’](?![\p{L}\p{N}])/gu;
const WORDS = /[\p{L}\p{N}]+(?:[’'.-][\p{L}\p{N}]+)*/gu;
const ACRONYM = /^(?:\p{Lu}\.?){2,}$/u;
/** What a word of the same stem may lack at its end, or have too much. */
const ENDINGS = /^(?:s|es|d|ed|n|ing)$/;
const BEFORE_A_SENTENCE = /[.!?…:“‘"'(]\s*$/u;

/** The first that applies. @type {[type: string, applies: (slip: Slip) => boolean][]} */
const TYPES = [
  ['missing_quote_mark', (slip) => quoteMarks(slip) > 0],
  ['stray_quote_mark', (slip) => quoteMarks(slip) < 0],
  ['duplicated_word', isDoubled],
  ['stray_text', ({ after }) => after === ''],
  ['article', isArticle],
  ['missing_word', isWordMissing],
  ['inconsistent_style', isStyle],
  ['misspelling', ({ before, after }) => unspaced(before) === unspaced(after)],
  ['punctuation', ({ before, after }) => bare(before) === bare(after)],
  ['grammar', isEnding],
  ['inconsistent_name', (slip) => isName(slip) && plain(slip.before) === plain(slip.after)],
  ['misspelt_name', isName],
  ['misspelling', isMisspelling],
];

/** @type {Record<string, string>} */
const SEVERITIES = {
  punctuation: 'minor',
  stray_quote_mark: 'minor',
  inconsistent_name: 'style',
  inconsistent_style: 'style',
};

/**
 * @param {Slip} slip
 * @returns {string} a type of the codebook, '' where it can't be told
 */
export function typeOfSlip(slip) {
  if (slip.before === slip.after) return '';
  return TYPES.find(([, applies]) => applies(slip))?.[0] ?? '';
}

/**
 * @param {string} type of a typo
 * @returns {string} a severity of the codebook, '' where no type is given
 */
export const severityOf = (type) => type && (SEVERITIES[type] ?? 'error');

/**
 * How many quotation marks the correction adds; 0 where it changes anything else.
 * @param {Slip} slip
 */
function quoteMarks({ before, after }) {
  if (before.replace(QUOTE_MARKS, '') !== after.replace(QUOTE_MARKS, '')) return 0;
  return (after.match(QUOTE_MARKS)?.length ?? 0) - (before.match(QUOTE_MARKS)?.length ?? 0);
}

/**
 * "the the": within the marked words, or the marked word and its neighbour.
 * @param {Slip} slip
 */
function isDoubled({ before, after, lead, trail }) {
  const [said, kept] = [wordsOf(before), wordsOf(after)];
  if (!kept.length) return said.length === 1 && [wordsOf(lead).at(-1), wordsOf(trail)[0]].includes(said[0]);
  const once = said.filter((word, place) => word.toLowerCase() !== said[place - 1]?.toLowerCase());
  return once.length < said.length && once.join(' ') === kept.join(' ');
}

/** @param {Slip} slip */
function isArticle(slip) {
  const pair = onlyPair(slip);
  return pair !== null && [pair.said, pair.kept].every((word) => /^an?$/i.test(word));
}

/** @param {Slip} slip */
function isWordMissing({ before, after }) {
  const [said, kept] = [wordsOf(before), wordsOf(after)];
  let met = 0;
  for (const word of kept) if (word === said[met]) met += 1;
  return said.length > 0 && met === said.length && kept.length > said.length;
}

/**
 * "US" and "U.S."
 * @param {Slip} slip
 */
function isStyle({ before, after }) {
  return ACRONYM.test(before) && ACRONYM.test(after) && bare(before) === bare(after);
}

/**
 * A word with another ending: "emerges" for "emerge", "Venezuela" for "Venezuelan".
 * @param {Slip} slip
 */
function isEnding(slip) {
  const pair = onlyPair(slip);
  if (!pair) return false;
  const [short, long] = [pair.said, pair.kept].sort((a, b) => a.length - b.length);
  const ending = long.slice(short.length);
  return long.startsWith(short) && ENDINGS.test(ending) && short.at(-1) !== ending;
}

/**
 * A word with a capital where no sentence begins, here or elsewhere in the article, or one of a name that is known.
 * @param {Slip} slip
 */
function isName(slip) {
  const pair = onlyPair(slip);
  if (!pair || !isAlike(pair) || !/^\p{Lu}/u.test(pair.kept)) return false;
  const isWithin = pair.place > 0 || (slip.lead.trim() !== '' && !BEFORE_A_SENTENCE.test(slip.lead));
  return isWithin || slip.names.some((name) => wordsOf(name).includes(pair.kept)) || isWithinText(pair.kept, slip.text);
}

/**
 * @param {string} word
 * @param {string} text
 */
function isWithinText(word, text) {
  const pattern = word.replaceAll('.', '\\.');
  return new RegExp(`[\\p{Ll},;] ${pattern}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/** @param {Slip} slip */
function isMisspelling(slip) {
  const pair = onlyPair(slip);
  return pair !== null && isAlike(pair) && pair.said.toLowerCase() !== pair.kept.toLowerCase();
}

/**
 * The one word that differs, and its place among the words.
 * @param {Slip} slip
 */
function onlyPair({ before, after }) {
  const [said, kept] = [wordsOf(before), wordsOf(after)];
  const places = said.map((_, place) => place).filter((place) => said[place] !== kept[place]);
  if (said.length !== kept.length || places.length !== 1) return null;
  return { place: places[0], said: said[places[0]], kept: kept[places[0]] };
}

/** @param {{said: string, kept: string}} pair */
const isAlike = ({ said, kept }) => areAlike(plain(said), plain(kept));

/**
 * @param {string} words
 * @returns {string[]}
 */
const wordsOf = (words) => words.match(WORDS) ?? [];

/** @param {string} words */
const unspaced = (words) => words.replace(/\s/g, '');

/**
 * Letters and digits alone.
 * @param {string} words
 */
const bare = (words) => words.replace(/[^\p{L}\p{M}\p{N}]/gu, '');

/**
 * Without accents.
 * @param {string} words
 */
const plain = (words) => words.normalize('NFD').replace(/\p{M}/gu, '');
