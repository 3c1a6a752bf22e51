// @ts-check
/** Kinds of signs that several modules ask about. */

/** White space as Python's str.isspace() knows it, for use within a pattern; \s differs from it. */
export const WHITE_SPACE = '[\\p{White_Space}\\x1c-\\x1f]';

/** A sign that words are made of. Not every engine calls a number a word. */
export const IN_A_WORD = /[\p{L}\p{N}]/u;

const AT_ENDS = new RegExp(`^${WHITE_SPACE}+|${WHITE_SPACE}+$`, 'gu');

/**
 * The text without white space at its ends, as Python's strip() leaves it.
 * @param {string} text
 */
export const stripped = (text) => text.replace(AT_ENDS, '');
