// @ts-check
/**
 * What still lacks before a mark can be saved: the same that annotations/review/fit.py would refuse, known without
 * asking, so that a contradiction can be begun with one side and a typo with the words as they stand.
 */

/** @import { Content, ContradictionContent, Reference, TypoContent } from './types.js' */

import { stripped } from './signs.js';

/** A scheme that a browser opens, a host, and no white space as Python knows it: fit.py asks for the same. */
const WEB_ADDRESS = /^https?:\/\/[^\p{White_Space}\x1c-\x1f/?#:@][^\p{White_Space}\x1c-\x1f]*$/iu;

/**
 * @param {Content} content
 * @returns {string} what to do, '' where nothing lacks
 */
export function lackOf(content) {
  return lackOfKind(content) || (content.references.flatMap((one) => Object.values(wrongIn(one))).find(Boolean) ?? '');
}

/**
 * What is wrong with a reference, by the field that has to be mended; '' for nothing.
 * @param {Reference} reference
 * @returns {{address: string, archived_address: string, seen: string}}
 */
export function wrongIn({ address, archived_address, seen }) {
  return {
    address: address ? wrongAddress(address) : 'A reference has an address. Paste it, or take the reference out.',
    archived_address: wrongAddress(archived_address),
    seen: seen === null || /^\d{4}-\d{2}-\d{2}$/.test(seen) ? '' : 'That is no day: a year has four digits.',
  };
}

/** @param {Content} content */
function lackOfKind(content) {
  if (content.kind === 'typo') return lackOfTypo(content);
  return content.kind === 'contradiction' ? lackOfSides(content) : '';
}

/** @param {TypoContent} content */
function lackOfTypo({ correction, span }) {
  if (correction && !stripped(correction)) {
    return 'The correction is only white space. Type what it should read, or empty it to take the words out.';
  }
  const isSame = stripped(correction) === stripped(span.quote);
  return isSame ? 'Type what it should read, or empty the field to take the words out.' : '';
}

/**
 * @param {ContradictionContent} content
 * @returns {string} what to do, '' where nothing lacks
 */
export function lackOfSides({ sides }) {
  if (sides.length < 2) return 'A contradiction has two sides or more. Mark the other passage too.';
  const places = new Set(sides.map(({ version, span }) => `${version} ${span.start} ${span.end}`));
  return places.size < sides.length ? 'Two sides are the same passage. Take one out, or choose another.' : '';
}

/** @param {string} address */
function wrongAddress(address) {
  if (!address || WEB_ADDRESS.test(address)) return '';
  return `“${address.slice(0, 80)}” is no web address. Paste it whole, from https:// or http:// on and without spaces.`;
}
