// @ts-check
/** Where a caret stops in a text: between characters, at words, clauses, sentences and paragraphs. Positions are code points. */

/** @import { Span } from './types.js' */

import { bisect } from './bisect.js';
import { TextIndex } from './offsets.js';
import { IN_A_WORD } from './signs.js';

/** @typedef {'character' | 'word' | 'clause' | 'sentence' | 'paragraph'} Unit */

/** @typedef {'start' | 'end'} Edge Where of a word, sentence or paragraph the caret stops. */

/** A full stop after these ends no sentence: initials ("U.S.") and what stands before a name. */
const ABBREVIATED = /(?:^|[\s(“‘"'])(?:(?:\p{Lu}\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Rev|St|Gen|Sen|Gov|Rep|Lt|Col|Capt|Sgt|No)\.)\s*$/u;

/** What parts clauses: a comma or the like before white space or a closing quotation mark, or a dash between spaces. */
const BETWEEN_CLAUSES = /[,;:](?=[\s’”"'»])|\s+[–—-](?=\s)|—/gu;

export class Borders {
  #index;
  #blocks;
  #language;
  /** What each block was cut into. @type {Map<string, Span[]>} */
  #cut = new Map();

  /**
   * @param {TextIndex} index
   * @param {Span[]} blocks the text's paragraphs; between them no caret stands
   * @param {string} language of the text, a BCP 47 tag
   */
  constructor(index, blocks, language) {
    this.#index = index;
    this.#blocks = blocks;
    this.#language = language;
  }

  /**
   * The next stop forwards or backwards in reading order; beyond the last one the end of the text, or its start.
   * @param {number} position
   * @param {Unit} unit
   * @param {1 | -1} by
   * @param {Edge} edge of words, sentences and paragraphs
   */
  from(position, unit, by, edge) {
    for (let block = this.#blockAt(position); this.#blocks[block]; block += by) {
      const edges = this.#edges(block, unit, edge);
      const stop = by > 0 ? edges.find((one) => one > position) : edges.findLast((one) => one < position);
      if (stop !== undefined) return stop;
    }
    return this.edge(by);
  }

  /**
   * The start or the end of the text.
   * @param {1 | -1} by
   */
  edge(by) {
    return by > 0 ? this.#blocks[this.#blocks.length - 1].end : this.#blocks[0].start;
  }

  /** @param {number} position */
  isParagraphStart(position) {
    return this.#blocks[this.#blockAt(position)].start === position;
  }

  /**
   * The sentence at a position; between two the one that follows, at the very end the last.
   * @param {number} position
   * @returns {Span}
   */
  sentenceAt(position) {
    const here = this.#blockAt(position);
    const sentences = this.#stops(here, 'sentence');
    return sentences.find(({ end }) => position < end) ?? sentences[sentences.length - 1] ?? this.#blocks[here];
  }

  /**
   * The end of the sentence at a position, or of the next where it stands at one; after the last there is none.
   * @param {number} position
   */
  sentenceEnd(position) {
    const last = this.sentenceAt(this.edge(1)).end;
    return position < last ? this.from(position, 'sentence', 1, 'end') : position;
  }

  /**
   * Which block a position is in; between two the one that follows.
   * @param {number} position
   */
  #blockAt(position) {
    const last = this.#blocks.length - 1;
    return Math.min(last, bisect(this.#blocks.length, (i) => this.#blocks[i].end < position));
  }

  /**
   * @param {number} block by its place in the list
   * @param {Unit} unit
   * @param {Edge} edge
   * @returns {number[]}
   */
  #edges(block, unit, edge) {
    const span = this.#blocks[block];
    if (unit === 'paragraph') return [span[edge]];
    const stops = this.#stops(block, unit);
    return unit === 'character' ? [...stops.map(({ start }) => start), span.end] : stops.map((stop) => stop[edge]);
  }

  /**
   * @param {number} block by its place in the list
   * @param {'character' | 'word' | 'clause' | 'sentence'} unit
   */
  #stops(block, unit) {
    const key = `${unit} ${block}`;
    const known = this.#cut.get(key);
    if (known) return known;
    const stops = this.#cutBlock(this.#blocks[block], unit);
    this.#cut.set(key, stops);
    return stops;
  }

  /**
   * @param {Span} block
   * @param {'character' | 'word' | 'clause' | 'sentence'} unit
   * @returns {Span[]}
   */
  #cutBlock(block, unit) {
    const index = new TextIndex(this.#index.slice(block.start, block.end));
    return CUTS[unit](index, this.#language).map((span) => moved(span, block.start));
  }
}

/** How a text is cut into each unit. @type {Record<string, (index: TextIndex, language: string) => Span[]>} */
const CUTS = {
  character: (index, language) => index.segments('grapheme', language),
  word: (index, language) => wordsOf(index.segments('word', language)),
  clause: (index, language) => CUTS.sentence(index, language).flatMap((sentence) => clausesOf(index, sentence)),
  sentence: (index, language) => sentencesOf(index.segments('sentence', language)),
};

/**
 * @param {TextIndex} index
 * @param {Span} sentence
 * @returns {Span[]}
 */
function clausesOf(index, { start, end }) {
  const between = index.findAll(BETWEEN_CLAUSES).filter((gap) => gap.start > start && gap.end < end);
  const starts = [start, ...between.map((gap) => gap.end)];
  const ends = [...between.map((gap) => gap.start), end];
  return starts.map((from, i) => ({ start: from, end: ends[i] })).filter((clause) => clause.start < clause.end);
}

/**
 * The words among the pieces; initials with nothing but a full stop between them are one.
 * @param {(Span & {words: string})[]} pieces
 * @returns {Span[]}
 */
function wordsOf(pieces) {
  /** @type {Span[]} */
  const found = [];
  for (const [i, { start, end, words }] of pieces.entries()) {
    const last = found[found.length - 1];
    const isJoined = last && last.end === start - 1 && pieces[i - 1].words === '.';
    if (isJoined && IN_A_WORD.test(words)) last.end = end;
    else if (IN_A_WORD.test(words)) found.push({ start, end });
  }
  return found;
}

/**
 * Sentences without the white space after them and without their full stop, which is nobody's claim; an abbreviation ends
 * none, and keeps its own.
 * @param {(Span & {words: string})[]} pieces
 * @returns {Span[]}
 */
function sentencesOf(pieces) {
  /** @type {(Span & {words: string})[]} */
  const joined = [];
  for (const piece of pieces) {
    const last = joined[joined.length - 1];
    if (last && ABBREVIATED.test(last.words)) Object.assign(last, { end: piece.end, words: last.words + piece.words });
    else joined.push({ ...piece });
  }
  return joined.map(({ start, end, words }) => {
    const whole = words.trimEnd();
    const stop = whole.length > 1 && whole.endsWith('.') && !whole.endsWith('..') && !ABBREVIATED.test(whole) ? 1 : 0;
    return { start, end: end - (words.length - whole.length) - stop };
  });
}

/**
 * @param {Span} span
 * @param {number} by
 */
const moved = ({ start, end }, by) => ({ start: start + by, end: end + by });
