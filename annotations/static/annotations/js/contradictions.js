// @ts-check
/** What a contradiction says, made and changed: each function gives a new value and leaves the old one as it was. */

/** @import { ClaimContent, Content, ContradictionContent, Entry, InText, Selected, Side, Span } from './types.js' */

import { markAt } from './claims.js';

/**
 * @param {Side[]} sides
 * @returns {ContradictionContent}
 */
export function newContradiction(sides) {
  return { kind: 'contradiction', sides, type: '', strength: '', locus: '', acknowledged: null, note: '', references: [] };
}

/**
 * A passage of a text in the page; where it is a claim's, that claim stands there.
 * @param {Selected} selected
 * @param {InText} marks of that text
 * @returns {Side}
 */
export function newSide({ span, words, version }, marks) {
  const claim = markAt(marks.seen(), 'claim', span);
  return { version, span: { ...span, quote: words }, claim: claim?.id ?? null };
}

/**
 * Why a contradiction can't have these sides: what annotations/review/fit.py refuses, asked before anything changes. That one goes
 * by the article under review; the page shows one version of it, and here only a side in that one counts as lying in it.
 * @param {Side[]} sides of a contradiction that is only begun, one
 * @param {number} here the version under review
 * @returns {string} a sentence, '' where it can
 */
export function whyNot(sides, here) {
  const pairs = sides.flatMap((one, place) => sides.slice(place + 1).map((other) => ({ one, other })));
  if (pairs.some(({ one, other }) => holds(one, other) && holds(other, one))) return 'Two sides are the same passage. Choose another one.';
  if (pairs.some(({ one, other }) => holds(one, other) || holds(other, one))) {
    return 'One side lies within another. Choose a passage that stands by itself.';
  }
  const isNoneHere = sides.length > 1 && sides.every(({ version }) => version !== here);
  return isNoneHere ? 'At least one side lies in the article under review. Choose a passage of it.' : '';
}

/**
 * Whether the other side lies within the one.
 * @param {Side} one
 * @param {Side} other
 */
const holds = (one, other) => one.version === other.version && one.span.start <= other.span.start && other.span.end <= one.span.end;

/**
 * The side in a version that is nearest to a place.
 * @param {ContradictionContent} content
 * @param {number} version
 * @param {Span} near
 * @returns {Side | undefined} undefined: no side lies in that version
 */
export function nearestSide({ sides }, version, near) {
  const gap = (/** @type {Side} */ { span }) => Math.max(span.start - near.end, near.start - span.end);
  return sides.filter((side) => side.version === version).sort((a, b) => gap(a) - gap(b))[0];
}

/**
 * A claim as a side.
 * @param {string} claim UUID
 * @param {ClaimContent} content
 * @param {number} version in which it stands
 * @returns {Side}
 */
export const sideOf = (claim, { span }, version) => ({ version, span, claim });

/**
 * The claims that stand and are no side of the contradiction.
 * @param {ContradictionContent} content
 * @param {Entry[]} entries
 * @returns {(Entry & {content: ClaimContent})[]} in the order of the entries
 */
export function claimsBeyond({ sides }, entries) {
  const taken = new Set(sides.map((side) => side.claim));
  const isClaim = (/** @type {Entry} */ { id, content, withdrawn }) => content.kind === 'claim' && !withdrawn && !taken.has(id);
  return /** @type {(Entry & {content: ClaimContent})[]} */ (entries.filter(isClaim));
}

/**
 * The content with the claims that stand at its sides, and without those that don't.
 * @param {Content} content
 * @param {(side: Side) => boolean} standsAt
 * @returns {Content} the same object where it is no contradiction
 */
export function withClaims(content, standsAt) {
  if (content.kind !== 'contradiction') return content;
  return { ...content, sides: content.sides.map((side) => (standsAt(side) ? side : { ...side, claim: null })) };
}
