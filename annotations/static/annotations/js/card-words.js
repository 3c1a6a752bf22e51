// @ts-check
/**
 * What a card says, as words: the mirror of annotations/views/cards.py, function by function. A parity test compares the
 * cards that the two give.
 */

/** @import { Attribution, ClaimContent, Content, ContradictionContent, Entry, Grade, Link, Place, Reference, Side, TypoContent, VersionName } from './types.js' */
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

/** @type {VersionName} */
const NAMELESS = { outlet: '', headline: '' };

/** Words for what marks say: the codebook's, and the register's. */
export class Vocabulary {
  #choices;
  #sources;
  #versions;
  #here;

  /**
   * @param {Grade[]} grades
   * @param {Record<string, Record<string, string>>} choices
   * @param {Sources} sources
   * @param {Record<string, VersionName>} [versions] the texts beyond the page's, by id, in which sides lie
   * @param {Link[]} [links] those of the page's text
   * @param {VersionName} [here] the page's article
   */
  constructor(grades, choices, sources, versions = {}, links = [], here = NAMELESS) {
    this.grades = grades;
    this.links = links;
    this.#here = here;
    this.#versions = versions;
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

  /**
   * The same without what explains them, as in "number" for "number (amounts, dates, order)".
   * @param {string} field
   * @param {string} value
   */
  short(field, value) {
    return this.choice(field, value).split(/[:(]/)[0].trim();
  }

  /** @param {string | null} source UUID */
  source(source) {
    return this.#sources.nameOf(source);
  }

  /**
   * The outlet of another text, or else its headline; '' for the page's own.
   * @param {number} version
   */
  outlet(version) {
    const name = this.#versions[version];
    return name ? name.outlet || name.headline : '';
  }

  /**
   * Outlet and headline of the text of one of these sides; '' where all of them lie in the page's own.
   * @param {number} version
   * @param {Side[]} sides
   */
  where(version, sides) {
    if (!sides.some((side) => this.#versions[side.version])) return '';
    const { outlet, headline } = this.#versions[version] ?? this.#here;
    return [outlet, headline].filter(Boolean).join(': ');
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
export const cardWords = ({ number, content, home }, vocabulary) => ({
  ...badgeOf(content, { number, home }),
  quote: quoteOf(content),
  said: saidOf(content, vocabulary).filter(Boolean),
  flags: home ? [] : advice(content, vocabulary.links),
  facts: factsOf(content, vocabulary).filter(([, words]) => words !== ''),
});

/**
 * What stands on the badge of a contradiction: of one that was made in another review a sign too.
 * @param {Pick<Entry, 'number' | 'home'>} entry
 */
export const numberOf = ({ number, home }) => `x${number}${home ? `↗${home.letter}` : ''}`;

/**
 * @param {Content} content
 * @param {Pick<Entry, 'number' | 'home'>} entry
 */
function badgeOf(content, entry) {
  const { number } = entry;
  if (content.kind === 'claim') {
    return { look: content.grade ?? 'x', badge: content.grade ?? '?', means: 'grade', number: `${number}` };
  }
  if (content.kind === 'typo') return { look: 't', badge: 't', means: 'typo', number: `t${number}` };
  return { look: 'c', badge: numberOf(entry), means: 'contradiction', number: '' };
}

/**
 * The words that a mark is about; of a contradiction those of each side.
 * @param {Content} content
 */
function quoteOf(content) {
  return content.kind === 'contradiction'
    ? content.sides.map((side) => side.span.quote).join(' ↔ ')
    : content.span.quote;
}

/**
 * One line: what matters most of the mark. What is empty was not said.
 * @param {Content} content
 * @param {Vocabulary} vocabulary
 */
function saidOf(content, vocabulary) {
  if (content.kind === 'claim') return claimSaid(content, vocabulary);
  if (content.kind === 'typo') {
    const should = content.correction ? `should read ${content.correction}` : 'to be taken out';
    return [should, vocabulary.short('typo_type', content.type), vocabulary.short('severity', content.severity)];
  }
  const { sides, type, strength } = content;
  const count = `${sides.length} side${sides.length === 1 ? '' : 's'}`;
  const outlets = [...new Set(sides.map((side) => vocabulary.outlet(side.version)).filter(Boolean))];
  const against = outlets.length ? `against ${outlets.join(' and ')}` : '';
  return [count, against, vocabulary.short('contradiction_type', type), vocabulary.short('strength', strength)];
}

/**
 * Whom the claim is credited to, how, and what kind of claim it is.
 * @param {ClaimContent} content
 * @param {Vocabulary} vocabulary
 */
function claimSaid(content, vocabulary) {
  const rows = content.attributions;
  const names = rows.map((row) => vocabulary.source(row.source) || quoted(row.source_spans));
  const relays = rows.map((row) => (row.relayed_by ? `relayed by ${vocabulary.source(row.relayed_by)}` : ''));
  const modes = rows.map((row) => vocabulary.choice('mode', row.mode));
  const nobody = content.grade !== null && content.grade !== 'N' && !names.some(Boolean) ? 'no source' : '';
  const kind = vocabulary.choice('claim_type', content.claim_type);
  return [...new Set([...names, nobody, ...relays, ...modes, kind])];
}

/**
 * All that was recorded, in the order of the open card. What is empty was not said.
 * @param {Content} content
 * @param {Vocabulary} vocabulary
 * @returns {Fact[]}
 */
const factsOf = (content, vocabulary) => [
  ...ownFacts(content, vocabulary),
  ['Note to the adjudicator', content.note],
  ...content.references.flatMap(referenceFacts),
];

/**
 * @param {Content} content
 * @param {Vocabulary} vocabulary
 */
function ownFacts(content, vocabulary) {
  if (content.kind === 'claim') return claimFacts(content, vocabulary);
  return content.kind === 'typo' ? typoFacts(content, vocabulary) : contradictionFacts(content, vocabulary);
}

/**
 * @param {ClaimContent} content
 * @param {Vocabulary} vocabulary
 * @returns {Fact[]}
 */
function claimFacts(content, vocabulary) {
  return [
    ['Grade', vocabulary.grade(content.grade)],
    ...content.attributions.flatMap((row) => attributionFacts(row, vocabulary)),
    ['Type', vocabulary.choice('claim_type', content.claim_type)],
    ['Check-worthy', vocabulary.choice('check_worthy', content.check_worthy)],
    ['Part', vocabulary.choice('part', content.part)],
    ['Confidence', vocabulary.choice('confidence', content.confidence)],
    ['Why', content.rationale],
  ];
}

/**
 * @param {TypoContent} content
 * @param {Vocabulary} vocabulary
 * @returns {Fact[]}
 */
function typoFacts(content, vocabulary) {
  return [
    ['Correction', content.correction || 'take it out'],
    ['Type', vocabulary.choice('typo_type', content.type)],
    ['Severity', vocabulary.choice('severity', content.severity)],
    ['In quotation', content.in_quotation ? 'yes' : ''],
  ];
}

/**
 * @param {ContradictionContent} content
 * @param {Vocabulary} vocabulary
 * @returns {Fact[]}
 */
function contradictionFacts(content, vocabulary) {
  return [
    ...content.sides.map((side, place) => /** @type {Fact} */ ([`Side ${place + 1}`, sidePlace(side, content.sides, vocabulary)])),
    ['Type', vocabulary.choice('contradiction_type', content.type)],
    ['Strength', vocabulary.choice('strength', content.strength)],
    ['Locus', vocabulary.choice('locus', content.locus)],
    ['Acknowledged by the text', yesOrNo(content.acknowledged)],
  ];
}

/**
 * The article of a side that lies in another text. Its words are those of the card's quote.
 * @param {Side} side
 * @param {Side[]} sides
 * @param {Vocabulary} vocabulary
 */
function sidePlace({ version }, sides, vocabulary) {
  const where = vocabulary.where(version, sides);
  return where && `in ${where}`;
}

/**
 * @param {Reference} row
 * @returns {Fact[]}
 */
const referenceFacts = (row) => [
  ['Reference', row.address],
  ['Archived at', row.archived_address],
  ['Seen', row.seen ?? ''],
  ['What it shows', row.note],
];

/**
 * @param {Attribution} row
 * @param {Vocabulary} vocabulary
 * @returns {Fact[]}
 */
function attributionFacts(row, vocabulary) {
  return [
    ['Source', vocabulary.source(row.source)],
    ['In the words', quoted(row.source_spans)],
    ['Cue', quoted(row.cue_spans)],
    ['Relayed by', vocabulary.source(row.relayed_by)],
    ['Relayed in the words', quoted(row.relay_spans)],
    ['Mode', vocabulary.choice('mode', row.mode)],
    ['Stance of the cue', vocabulary.choice('stance', row.stance)],
    ['Reason for anonymity given', yesOrNo(row.anonymity_reason)],
  ];
}

/** @param {boolean | null} value null: not said */
const yesOrNo = (value) => (value === null ? '' : value ? 'yes' : 'no');

/** @param {Place[]} pieces */
const quoted = (pieces) => pieces.map((piece) => `“${piece.quote}”`).join(' … ');
