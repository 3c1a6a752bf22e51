// @ts-check
/**
 * What does not fit together in a claim: pointed out, never forbidden. The mirror of annotations/review/advice.py, rule
 * by rule; a parity test holds the two together.
 */

/** @import { ClaimContent } from './types.js' */

/** @param {ClaimContent} claim */
const hasSourceSpan = (claim) => claim.attributions.some((row) => row.source_spans.length > 0);

/** @param {ClaimContent} claim */
const hasSource = (claim) => hasSourceSpan(claim) || claim.attributions.some((row) => row.source);

/** @param {ClaimContent} claim */
const hasCue = (claim) => claim.attributions.some((row) => row.cue_spans.length > 0);

/** @param {ClaimContent} claim */
const isRelayed = (claim) => claim.attributions.some((row) => row.relayed_by || row.mode === 'relay');

/** @type {[words: string, speaks: (claim: ClaimContent) => boolean][]} */
const RULES = [
  ['Not yet graded', (claim) => claim.grade === null],
  ['Unsure', (claim) => claim.confidence === 'unsure'],
  [
    'Graded named, but no source marked',
    (claim) => (claim.grade === '4' || claim.grade === '5') && !hasSourceSpan(claim),
  ],
  ['Graded described, but no source marked', (claim) => claim.grade === '3' && !hasSourceSpan(claim)],
  ['Graded vague, but no source marked', (claim) => claim.grade === '2' && !hasSourceSpan(claim)],
  ['Graded hedge only, but a source is marked', (claim) => claim.grade === '1' && hasSource(claim)],
  ['Graded hedge only, but no cue marked', (claim) => claim.grade === '1' && !hasCue(claim)],
  ['Graded unattributed, but a source is marked', (claim) => claim.grade === '0' && hasSource(claim)],
  ['Relayed, so at most 4 unless a recording or document is cited', (claim) => claim.grade === '5' && isRelayed(claim)],
  [
    'Source marked, but not named in the register',
    (claim) => claim.attributions.some((row) => row.source_spans.length > 0 && !row.source),
  ],
];

/**
 * The sentences that apply, most urgent first; empty where all fits.
 * @param {ClaimContent} claim
 * @returns {string[]}
 */
export const advice = (claim) => RULES.filter(([, speaks]) => speaks(claim)).map(([words]) => words);
