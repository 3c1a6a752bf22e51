// @ts-check
/**
 * What a card says, as words: the mirror of annotations/views/cards.py, function by function. A parity test compares the
 * cards that the two give.
 */

/** @import { Attribution, ClaimContent, Content, Entry, Grade, Place } from './types.js' */
/** @import { Sources } from './sources.js' */

import { advice } from './advice.js';

/**
 * @typedef {object} CardWords
 * @property {string} look which badge, as a class
 * @property {string} badge what stands on it
 * @property {string} means the badge's kind, for screen readers
 * @property {string} number
 * @property {string} quote
 * @property {string[]} said who says so, and how
 * @property {string[]} flags what to look at again
 * @property {Fact[]} facts all that was recorded, for reading
 */

/** @typedef {[label: string, value: string]} Fact */

/** Words for what marks say: the codebook's, and the register's. */
export class Vocabulary {
  #choices;
  #sources;

  /**
   * @param {Grade[]} grades
   * @param {Record<string, Record<string, string>>} choices
   * @param {Sources} sources
   */
  constructor(grades, choices, sources) {
    this.grades = grades;
    this.#choices = choices;
    this.#sources = sources;
  }

  /**
   * @param {string} field
   * @param {string} value
   */
  choice(field, value) {
    return value && (this.#choices[field]?.[value] ?? value);
  }

  /** @param {string | null} source UUID */
  source(source) {
    return this.#sources.nameOf(source);
  }

  /** @param {string | null} key */
  grade(key) {
    const grade = this.grades.find((one) => one.key === key);
    return grade ? `${grade.key} · ${grade.label}` : (key ?? '');
  }
}

/**
 * @param {Entry} entry
 * @param {Vocabulary} vocabulary
 * @returns {CardWords}
 */
export function cardWords({ number, content }, vocabulary) {
  if (content.kind === 'claim') return claimWords(number, content, vocabulary);
  if (content.kind === 'typo') return typoWords(number, content);
  const quotes = content.sides.map((side) => side.span.quote);
  const said = [`${content.sides.length} sides`];
  const badge = { look: 'c', badge: `x${number}`, means: 'contradiction' };
  return { ...plain(`x${number}`, content), ...badge, quote: quotes.join(' ↔ '), said };
}

/**
 * @param {number} number
 * @param {ClaimContent} content
 * @param {Vocabulary} vocabulary
 * @returns {CardWords}
 */
function claimWords(number, content, vocabulary) {
  return {
    look: content.grade ?? 'x',
    badge: content.grade ?? '?',
    means: 'grade',
    number: `${number}`,
    quote: content.span.quote,
    said: saidOf(content, vocabulary),
    flags: advice(content),
    facts: claimFacts(content, vocabulary),
  };
}

/**
 * @param {number} number
 * @param {Content & {kind: 'typo'}} content
 * @returns {CardWords}
 */
function typoWords(number, content) {
  const said = [content.correction ? `should read ${content.correction}` : 'to be taken out'];
  return { ...plain(`t${number}`, content), look: 't', badge: 't', means: 'typo', quote: content.span.quote, said };
}

/**
 * @param {string} number
 * @param {Content} content
 */
function plain(number, content) {
  return { number, flags: [], facts: spoken([['Note to the adjudicator', content.note]]) };
}

/**
 * One line: whom the claim is credited to, how, and what kind of claim it is.
 * @param {ClaimContent} content
 * @param {Vocabulary} vocabulary
 */
function saidOf(content, vocabulary) {
  const rows = content.attributions;
  const names = rows.map((row) => vocabulary.source(row.source) || quoted(row.source_spans));
  const relays = rows.map((row) => (row.relayed_by ? `relayed by ${vocabulary.source(row.relayed_by)}` : ''));
  const modes = rows.map((row) => vocabulary.choice('mode', row.mode));
  const nobody = content.grade !== null && content.grade !== 'N' && !names.some(Boolean) ? 'no source' : '';
  const kind = vocabulary.choice('claim_type', content.claim_type);
  return [...new Set([...names, nobody, ...relays, ...modes, kind])].filter(Boolean);
}

/**
 * All that was recorded of a claim, in the order of the open card.
 * @param {ClaimContent} content
 * @param {Vocabulary} vocabulary
 * @returns {Fact[]}
 */
export function claimFacts(content, vocabulary) {
  return spoken([
    ['Grade', vocabulary.grade(content.grade)],
    ...content.attributions.flatMap((row) => attributionFacts(row, vocabulary)),
    ['Type', vocabulary.choice('claim_type', content.claim_type)],
    ['Check-worthy', vocabulary.choice('check_worthy', content.check_worthy)],
    ['Part', vocabulary.choice('part', content.part)],
    ['Confidence', vocabulary.choice('confidence', content.confidence)],
    ['Why', content.rationale],
    ['Note to the adjudicator', content.note],
    ...content.references.map((row) => /** @type {Fact} */ (['Reference', row.address])),
  ]);
}

/**
 * @param {Attribution} row
 * @param {Vocabulary} vocabulary
 * @returns {Fact[]}
 */
function attributionFacts(row, vocabulary) {
  const reason = { true: 'yes', false: 'no', null: '' }[`${row.anonymity_reason}`] ?? '';
  return [
    ['Source', vocabulary.source(row.source)],
    ['In the words', quoted(row.source_spans)],
    ['Cue', quoted(row.cue_spans)],
    ['Relayed by', vocabulary.source(row.relayed_by)],
    ['Relayed in the words', quoted(row.relay_spans)],
    ['Mode', vocabulary.choice('mode', row.mode)],
    ['Stance of the cue', vocabulary.choice('stance', row.stance)],
    ['Reason for anonymity given', reason],
  ];
}

/**
 * Only what says something.
 * @param {Fact[]} facts
 */
const spoken = (facts) => facts.filter(([, value]) => value !== '');

/** @param {Place[]} pieces */
const quoted = (pieces) => pieces.map((piece) => `“${piece.quote}”`).join(' … ');
