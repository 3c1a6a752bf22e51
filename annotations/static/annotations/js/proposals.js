// @ts-check
/**
 * What can be worked out of a mark and is proposed, never filled in: the part of the article from the text's parts or the place, the mode from
 * the quotation marks around the words, a slip's type from its correction, between whom a contradiction lies from its
 * sides. Only what is not said yet is proposed.
 */

/** @import { Attribution, ClaimContent, Content, ContradictionContent, Side, Span, TextPart, TypoContent } from './types.js' */
/** @import { TextIndex } from './offsets.js' */

import { quotations } from './quotations.js';
import { IN_A_WORD } from './signs.js';
import { severityOf, typeOfSlip } from './typo-type.js';

/**
 * A value for a field that says nothing yet. `row` is the attribution's place where the field is one of it, else null.
 * @typedef {{field: string, value: string | boolean, row: number | null}} Proposal
 */

/** @typedef {{index: TextIndex, blocks: Span[], parts?: TextPart[]}} Text A text, its paragraphs, and what is said of its parts. */

/**
 * What is looked at beside the mark.
 * @typedef {object} Article
 * @property {TextIndex} index the text
 * @property {Span[]} blocks its paragraphs
 * @property {TextPart[]} [parts] what is said of its parts
 * @property {number} version
 * @property {string[]} names of the register's entries
 * @property {(claim: string) => ClaimContent | null} claim what the claim with this UUID says
 * @property {(version: number) => Text | null} textOf a text that is in the page, this one or one beside it
 * @property {(version: number) => string} outletOf who published a text, '' where that is not known
 */

/** How a paragraph ends that is a sentence: captions and headlines often do not. */
const SENTENCE_END = /[.!?…:;。！？؟।]["'”’“»«)\]]*\s*$/u;
const CAPTION = /\(pictured\b|\bpictured\)|\b(?:is|are|was|were) (?:pictured|seen here)\b|\bGetty\b|\bAFP\b|\bfile photo\b|\bphoto by\b/i;
const BOILERPLATE =
  /^\s*(?:source\s*:|read (?:full|more|next)|click here|sign up|follow us|share this|advertisement|©|copyright\b|all rights reserved)/i;
const KEYWORDS = /^\s*\p{L}[\p{L}\p{N} -]{0,30}(?:, ?\p{L}[\p{L}\p{N} -]{0,30}){2,}\s*$/u;

/**
 * @param {Content} content
 * @param {Article} article
 * @returns {Proposal[]}
 */
export function proposalsFor(content, article) {
  if (content.kind === 'claim') return claimProposals(content, article);
  return content.kind === 'typo' ? typoProposals(content, article) : contradictionProposals(content, article);
}

/**
 * The content with what is proposed in it.
 * @param {Content} content
 * @param {Proposal[]} proposals
 * @returns {Content}
 */
export function withProposals(content, proposals) {
  return proposals.reduce(withOne, content);
}

/**
 * @param {Content} content
 * @param {Proposal} proposal
 */
function withOne(content, { field, value, row }) {
  if (row === null || content.kind !== 'claim') return { ...content, [field]: value };
  const { attributions } = content;
  return { ...content, attributions: attributions.with(row, { ...attributions[row], [field]: value }) };
}

/**
 * Those whose field says nothing yet and whose value could be worked out.
 * @param {[field: string, said: unknown, value: string | boolean, row?: number][]} fields
 * @returns {Proposal[]}
 */
function unsaid(fields) {
  const open = fields.filter(([, said, value]) => !said && value);
  return open.map(([field, , value, row]) => ({ field, value, row: row ?? null }));
}

/**
 * @param {ClaimContent} content
 * @param {Article} article
 */
function claimProposals(content, article) {
  const { attributions, span } = content;
  const quoted = howQuoted(span, article);
  return unsaid([
    ['part', content.part, partOf(span, article)],
    .../** @type {[string, unknown, string, number][]} */ (
      attributions.map((row, place) => ['mode', row.mode, modeOf(row, quoted), place])
    ),
  ]);
}

/**
 * Where somebody or something has said what the text's parts are, that counts; else it is told from the place.
 * @param {Span} span
 * @param {Text} text
 */
function partOf(span, text) {
  const parts = text.parts ?? [];
  if (!parts.length) return partByPlace(span, text);
  const kind = parts.find(([start, end]) => start <= span.start && span.start < end)?.[2] ?? 'body';
  // The codebook has no deck: it sums the article up, as a headline does.
  return kind === 'deck' ? 'headline' : kind;
}

/**
 * @param {Span} span
 * @param {Text} text
 */
function partByPlace(span, { index, blocks }) {
  const words = blocks.map(({ start, end }) => index.slice(start, end));
  const isSentence = words.map((block) => SENTENCE_END.test(block));
  const here = blockAt(span, blocks);
  const first = words.findIndex((block) => block.trim() !== '');
  // What sums the article up stands above its first sentence.
  if (here < Math.max(first + 1, isSentence.indexOf(true))) return 'headline';
  const line = lineAt(span, { index, blocks });
  if (BOILERPLATE.test(line) || KEYWORDS.test(line)) return 'boilerplate';
  return CAPTION.test(words[here]) || (!isSentence[here] && areMost(isSentence)) ? 'caption' : 'body';
}

/** @param {boolean[]} answers */
const areMost = (answers) => answers.filter(Boolean).length * 2 > answers.length;

/**
 * Which block a span begins in; between two the one before.
 * @param {Span} span
 * @param {Span[]} blocks
 */
const blockAt = (span, blocks) => Math.max(0, blocks.findLastIndex(({ start }) => start <= span.start));

/**
 * The line in which a span begins, of a block that may have several.
 * @param {Span} span
 * @param {Text} article
 */
function lineAt(span, { index, blocks }) {
  const { start, end } = blocks[blockAt(span, blocks)];
  const lead = index.slice(start, span.start).split('\n').at(-1);
  return `${lead}${index.slice(span.start, end).split('\n')[0]}`;
}

/**
 * Whether all of the words stand between quotation marks, some of them, or none.
 * @param {Span} span
 * @param {Article} article
 * @returns {'whole' | 'partly' | ''}
 */
function howQuoted(span, article) {
  const { start, end } = core(span, article);
  const found = quotationsAround(span, article);
  if (found.some((one) => one.start <= start && end <= one.end)) return 'whole';
  return found.some((one) => one.start < end && start < one.end) ? 'partly' : '';
}

/**
 * The span without marks and blanks at its edges: a quotation's own may stand within it or beyond.
 * @param {Span} span
 * @param {Article} article
 */
function core(span, { index }) {
  const letters = [...index.slice(span.start, span.end)];
  const isLetter = (/** @type {string} */ letter) => IN_A_WORD.test(letter);
  const [first, last] = [letters.findIndex(isLetter), letters.findLastIndex(isLetter)];
  return first < 0 ? span : { start: span.start + first, end: span.start + last + 1 };
}

/**
 * The quotations of the paragraph in which a span begins.
 * @param {Span} span
 * @param {Article} article
 */
function quotationsAround(span, { index, blocks }) {
  const here = blockAt(span, blocks);
  const { start, end } = blocks[here];
  const next = blocks[here + 1];
  const found = quotations(index.slice(start, end), next ? index.slice(next.start, next.end) : '');
  return found.map((one) => ({ start: one.start + start, end: one.end + start }));
}

/**
 * @param {Attribution} row
 * @param {'whole' | 'partly' | ''} quoted
 */
function modeOf(row, quoted) {
  const isSourced = row.source !== null || row.source_spans.length > 0;
  if (row.relayed_by || row.relay_spans.length) return 'relay';
  if (quoted === 'whole') return 'direct';
  if (isSourced) return quoted === 'partly' ? 'partial' : 'paraphrase';
  return row.cue_spans.length ? 'hedge' : '';
}

/**
 * @param {TypoContent} content
 * @param {Article} article
 */
function typoProposals(content, article) {
  const { span, correction } = content;
  const { index, blocks } = article;
  const block = blocks[blockAt(span, blocks)];
  const [lead, trail] = [index.slice(block.start, span.start), index.slice(span.end, block.end)];
  const type = typeOfSlip({ before: span.quote, after: correction, lead, trail, text: index.text, names: article.names });
  return unsaid([
    ['type', content.type, type],
    ['severity', content.severity, severityOf(content.type || type)],
    // “No” is what it says from the start: once the slip is described, it was meant.
    ['in_quotation', content.in_quotation, !(content.type && content.severity) && howQuoted(span, article) === 'whole'],
  ]);
}

/**
 * @param {ContradictionContent} content
 * @param {Article} article
 */
function contradictionProposals({ sides, locus }, article) {
  return unsaid([['locus', locus, sides.length < 2 ? '' : locusOf(sides, article)]]);
}

/**
 * Within one text headline against body; else between whom the claims at the sides are, where they say; else by outlet.
 * @param {Side[]} sides two or more
 * @param {Article} article
 */
function locusOf(sides, article) {
  const versions = [...new Set(sides.map((side) => side.version))];
  const isOneText = versions.length === 1;
  if (isOneText && !article.textOf(versions[0])) return '';
  // Whom a claim is credited to is not known of a text that is not in the page.
  if (sides.some(({ claim, version }) => claim && !article.textOf(version))) return '';
  const isHeadline = sides.map((side) => partOfSide(side, article) === 'headline');
  if (isOneText && isHeadline.includes(true) && isHeadline.includes(false)) return 'headline_body';
  return speakersOf(sides, article) || byOutlet(versions, article);
}

/**
 * One article is one outlet's, whoever that is; of several, nothing can be told unless all their outlets are known.
 * @param {number[]} versions
 * @param {Article} article
 */
function byOutlet(versions, { outletOf }) {
  if (versions.length === 1) return 'within_outlet';
  const outlets = new Set(versions.map((version) => outletOf(version)));
  if (outlets.has('')) return '';
  return outlets.size === 1 ? 'within_outlet' : 'outlet_outlet';
}

/**
 * @param {Side} side
 * @param {Article} article
 */
function partOfSide({ version, claim, span }, article) {
  const text = article.textOf(version);
  return (claim && article.claim(claim)?.part) || (text && partOf(span, text));
}

/**
 * Between whom it lies, from whom its claims are credited to; '' where they don't say.
 * @param {Side[]} sides
 * @param {Article} article
 */
function speakersOf(sides, article) {
  const claims = sides.map((side) => (side.claim ? article.claim(side.claim) : null));
  const named = claims.map((claim) => [...new Set(claim?.attributions.map((row) => row.source).filter(Boolean))]);
  const isOwn = claims.map((claim, place) => claim !== null && !named[place].length && isUncredited(claim));
  const speakers = named.flat();
  if (named.every((one) => one.length) && new Set(speakers).size === speakers.length) return 'source_source';
  return speakers.length && isOwn.includes(true) ? 'source_outlet' : '';
}

/**
 * The outlet says it in its own voice.
 * @param {ClaimContent} claim
 */
const isUncredited = ({ grade, attributions }) => grade === '0' || !attributions.length;
