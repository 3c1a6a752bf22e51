// @ts-check
/** A step of the history in words: what undo would take back. */

/** @import { Content, Step } from './types.js' */

import { same } from './values.js';

/** What a change of a field is called. */
const FIELDS = new Map([
  ['span', 'borders moved'],
  ['sides', 'sides changed'],
  ['attributions', 'who says so changed'],
  ['correction', 'correction changed'],
  ['claim_type', 'type chosen'],
  ['type', 'type chosen'],
  ['check_worthy', 'check-worthiness chosen'],
  ['part', 'part chosen'],
  ['confidence', 'confidence changed'],
  ['rationale', 'reason changed'],
  ['severity', 'severity chosen'],
  ['in_quotation', 'in quotation changed'],
  ['strength', 'strength chosen'],
  ['locus', 'locus chosen'],
  ['acknowledged', 'acknowledgement changed'],
  ['references', 'references changed'],
  ['note', 'note changed'],
]);

/**
 * @param {Step} step
 * @param {number} number the mark's
 * @returns {string} as in "claim 3: graded 2", without a full stop
 */
export function stepWords({ before, after }, number) {
  const { kind } = /** @type {Content} */ (after ?? before);
  if (!after) return `${kind} ${number} withdrawn`;
  return before ? `${kind} ${number}: ${changeWords(before, after)}` : `${kind} ${number} marked`;
}

/**
 * @param {Content} before
 * @param {Content} after
 */
function changeWords(before, after) {
  if (before.kind === 'claim' && after.kind === 'claim' && before.grade !== after.grade) {
    return after.grade === null ? 'grade taken back' : `graded ${after.grade}`;
  }
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const changed = [...FIELDS.keys()].filter((name) => !same(was.get(name), is.get(name)));
  return changed.length > 1 ? 'several fields changed' : FIELDS.get(changed[0]) ?? 'changed';
}
