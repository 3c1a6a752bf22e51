// @ts-check
/**
 * What a mark still lacks, and what does not fit together in it: pointed out, never forbidden. The mirror of
 * annotations/review/advice.py, rule by rule; a parity test holds the two together.
 */

/** @import { ClaimContent, Content, ContradictionContent, Link, TypoContent } from './types.js' */

import { standsBy } from './links.js';

/** @param {ClaimContent} claim */
const hasSource = (claim) => claim.attributions.some((row) => row.source || row.source_spans.length > 0);

/** @param {ClaimContent} claim */
const hasCue = (claim) => claim.attributions.some((row) => row.cue_spans.length > 0);

/** @param {ClaimContent} claim */
const isRelayed = (claim) => claim.attributions.some((row) => row.relayed_by || row.mode === 'relay');

/**
 * A rule: what it says, and of which marks.
 * @template C
 * @typedef {[words: string, speaks: (content: C) => boolean]} Rule
 */

/** A link in the claim's paragraph answers it: what the text links to, a reader can find. @type {Rule<ClaimContent>} */
const WITHOUT_LINK = [
  'Graded 6, but no link, reference or source says where a reader finds it',
  (claim) => claim.grade === '6' && !hasSource(claim) && !claim.references.length,
];

/** @type {Rule<ClaimContent>[]} */
const OF_CLAIMS = [
  ['Not yet graded', (claim) => claim.grade === null],
  ['Unsure', (claim) => claim.confidence === 'unsure'],
  [
    'Graded named, but no source marked',
    (claim) => (claim.grade === '4' || claim.grade === '5') && !hasSource(claim),
  ],
  ['Graded described, but no source marked', (claim) => claim.grade === '3' && !hasSource(claim)],
  ['Graded vague, but no source marked', (claim) => claim.grade === '2' && !hasSource(claim)],
  ['Graded hedge only, but a source is marked', (claim) => claim.grade === '1' && hasSource(claim)],
  ['Graded hedge only, but no cue marked', (claim) => claim.grade === '1' && !hasCue(claim)],
  ['Graded unattributed, but a source is marked', (claim) => claim.grade === '0' && hasSource(claim)],
  ['Relayed, so at most 4 unless a recording or document is cited', (claim) => claim.grade === '5' && isRelayed(claim)],
  WITHOUT_LINK,
  [
    'Source marked, but not named in the register',
    (claim) => claim.attributions.some((row) => row.source_spans.length > 0 && !row.source),
  ],
];

/** @type {Rule<TypoContent>[]} */
const OF_TYPOS = [
  ['Type not said', (typo) => typo.type === ''],
  ['Severity not said', (typo) => typo.severity === ''],
];

/** @type {Rule<ContradictionContent>[]} */
const OF_CONTRADICTIONS = [
  ['Type not said', (one) => one.type === ''],
  ['Strength not said', (one) => one.strength === ''],
  [
    'Rests on world knowledge, but no note says on which fact',
    (one) => one.type === 'world_knowledge' && one.note.trim() === '',
  ],
];

/**
 * The sentences that apply, in the order of the rules; empty where all fits.
 * @param {Content} content
 * @param {Link[]} [links] those of its text
 * @returns {string[]}
 */
export function advice(content, links = []) {
  if (content.kind === 'claim') {
    const said = speaking(OF_CLAIMS, content);
    const isLinked = said.includes(WITHOUT_LINK[0]) && standsBy(content.span, links);
    return isLinked ? said.filter((words) => words !== WITHOUT_LINK[0]) : said;
  }
  return content.kind === 'typo' ? speaking(OF_TYPOS, content) : speaking(OF_CONTRADICTIONS, content);
}

/**
 * @template C
 * @param {Rule<C>[]} rules
 * @param {C} content
 */
const speaking = (rules, content) => rules.filter(([, speaks]) => speaks(content)).map(([words]) => words);
