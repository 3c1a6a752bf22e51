// @ts-check
/** What a claim says, changed: each function gives a new value and leaves the old one as it was. */

/** @import { Attribution, ClaimContent, Content, Entry, Place, Role, Span } from './types.js' */

/** @type {Role[]} */
export const ROLES = ['source', 'cue', 'relay'];

/**
 * @param {Place} span
 * @returns {ClaimContent}
 */
export function newClaim(span) {
  return {
    kind: 'claim',
    span,
    grade: null,
    claim_type: '',
    check_worthy: '',
    part: '',
    confidence: '',
    rationale: '',
    attributions: [],
    note: '',
    references: [],
  };
}

/**
 * The claim, or the typo, that marks exactly these words, if one does.
 * @param {Entry[]} entries
 * @param {Content['kind']} kind
 * @param {Span} span
 */
export function markAt(entries, kind, { start, end }) {
  return entries.find(({ content, withdrawn }) => {
    const span = content.kind === kind && content.kind !== 'contradiction' ? content.span : null;
    return !withdrawn && span?.start === start && span.end === end;
  });
}

/** @returns {Attribution} */
export function newAttribution() {
  return {
    source: null,
    relayed_by: null,
    mode: '',
    stance: '',
    anonymity_reason: null,
    source_spans: [],
    cue_spans: [],
    relay_spans: [],
  };
}

/**
 * Whether nothing is said in it: such a row is not kept.
 * @param {Attribution} row
 */
export function isBlank(row) {
  const spans = row.source_spans.length + row.cue_spans.length + row.relay_spans.length;
  return !row.source && !row.relayed_by && !row.mode && !row.stance && row.anonymity_reason === null && !spans;
}

/**
 * @param {Attribution} row
 * @param {Role} role
 */
export const piecesOf = (row, role) => row[`${role}_spans`];

/**
 * The row with these words in place of the old ones, or beside them.
 * @param {Attribution} row
 * @param {Role} role
 * @param {Place} place
 * @param {boolean} beside
 * @returns {Attribution}
 */
export function withPiece(row, role, place, beside) {
  const kept = beside ? piecesOf(row, role).filter((piece) => piece.end <= place.start || piece.start >= place.end) : [];
  return { ...row, [`${role}_spans`]: [...kept, place].sort((a, b) => a.start - b.start) };
}

/**
 * @param {Attribution} row
 * @param {Role} role
 * @param {number} piece by its place in the list
 * @returns {Attribution}
 */
export function withoutPiece(row, role, piece) {
  return { ...row, [`${role}_spans`]: piecesOf(row, role).toSpliced(piece, 1) };
}

/**
 * The content with one source in place of another; the same object where it does not name it.
 * @param {Content} content
 * @param {string} from UUID
 * @param {string} to UUID
 * @returns {Content}
 */
export function withSource(content, from, to) {
  if (content.kind !== 'claim') return content;
  const named = content.attributions.some((row) => row.source === from || row.relayed_by === from);
  if (!named) return content;
  const swapped = (/** @type {string | null} */ source) => (source === from ? to : source);
  const attributions = content.attributions.map((row) => ({
    ...row,
    source: swapped(row.source),
    relayed_by: swapped(row.relayed_by),
  }));
  return { ...content, attributions };
}

/**
 * The register entries that a mark names, as sources or as who relays them.
 * @param {Content} content
 * @returns {string[]} UUIDs
 */
export function sourcesOf(content) {
  const rows = content.kind === 'claim' ? content.attributions : [];
  const named = rows.flatMap((row) => [row.source, row.relayed_by]);
  return [...new Set(named.filter((source) => source !== null))];
}
