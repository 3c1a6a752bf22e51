// @ts-check
/** What a typo says. */

/** @import { Place, TypoContent } from './types.js' */

/**
 * A typo whose correction is still to be typed: it is filled in with the words as they stand.
 * @param {Place} span
 * @returns {TypoContent}
 */
export function newTypo(span) {
  const unsaid = { type: '', severity: '', in_quotation: false, note: '', references: [] };
  return { kind: 'typo', span, correction: span.quote, ...unsaid };
}
