// @ts-check
/**
 * Where code points meet the browser's own count. Strings, regular expressions, Intl.Segmenter and the DOM count UTF-16
 * units, of which an emoji takes two or more; articles and marks count code points. Only this module knows both. Every
 * position that goes in or comes out of it is a code point, save where `units` is in the name.
 */

/** @import { Span } from './types.js' */

import { bisect } from './bisect.js';
import { WHITE_SPACE } from './signs.js';

const TWO_UNITS = /[\u{10000}-\u{10ffff}]/gu;

const BLANK = new RegExp(`^${WHITE_SPACE}+$`, 'u');

/** An unchanging text with its map between code points and UTF-16 units: made in O(n), asked in O(log k) for k emoji. */
export class TextIndex {
  /** Units at which a character of two units begins. @type {number[]} */
  #wide;

  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.#wide = Array.from(text.matchAll(TWO_UNITS), (match) => match.index);
    this.length = text.length - this.#wide.length;
  }

  /**
   * The code point at so many units; within a character of two units: that character.
   * @param {number} units
   */
  position(units) {
    return units - bisect(this.#wide.length, (i) => this.#wide[i] < units);
  }

  /**
   * How many units stand before a code point.
   * @param {number} position
   */
  units(position) {
    return position + bisect(this.#wide.length, (i) => this.#wide[i] - i < position);
  }

  /**
   * The words from one code point up to another.
   * @param {number} start
   * @param {number} end
   */
  slice(start, end) {
    return this.text.slice(this.units(start), this.units(end));
  }

  /**
   * Every match of a global pattern.
   * @param {RegExp} pattern
   * @returns {Span[]}
   */
  findAll(pattern) {
    return Array.from(this.text.matchAll(pattern), (match) => ({
      start: this.position(match.index),
      end: this.position(match.index + match[0].length),
    }));
  }

  /**
   * The text cut into characters as a reader sees them, into words with what stands between them, or into sentences.
   * @param {'grapheme' | 'word' | 'sentence'} granularity
   * @param {string} locale the article's language
   * @returns {(Span & {words: string})[]}
   */
  segments(granularity, locale) {
    const segments = new Intl.Segmenter(knownLocale(locale), { granularity }).segment(this.text);
    return Array.from(segments, ({ index, segment }) => ({
      start: this.position(index),
      end: this.position(index + segment.length),
      words: segment,
    }));
  }
}

/**
 * A selection as a mark can keep it: outwards to whole characters as a reader sees them (a family emoji, a letter with
 * its accents), then inwards past white space. Null when nothing is left. It may run backwards.
 * @param {TextIndex} index
 * @param {number} start
 * @param {number} end
 * @param {string} locale the article's language
 * @returns {Span | null}
 */
export function snap(index, start, end, locale) {
  if (start === end) return null;
  const characters = new Intl.Segmenter(knownLocale(locale), { granularity: 'grapheme' }).segment(index.text);
  const characterAt = (/** @type {number} */ units) => /** @type {Intl.SegmentData} */ (characters.containing(units));
  let from = characterAt(index.units(Math.min(start, end))).index;
  let to = index.units(Math.max(start, end));
  to = endOf(characterAt(to - 1));
  while (from < to && BLANK.test(characterAt(from).segment)) from = endOf(characterAt(from));
  while (from < to && BLANK.test(characterAt(to - 1).segment)) to = characterAt(to - 1).index;
  return from < to ? { start: index.position(from), end: index.position(to) } : null;
}

/** @param {Intl.SegmentData} segment */
const endOf = (segment) => segment.index + segment.segment.length;

/**
 * The locale, or none where it is not a language tag: a slip in an article's language must not stop a reviewer.
 * @param {string} locale
 */
function knownLocale(locale) {
  try {
    return Intl.getCanonicalLocales(locale);
  } catch {
    return [];
  }
}

/**
 * Positions of the text as points of the DOM, and back, for an article whose textContent is the text. It stays right
 * while paragraphs are drawn anew, as long as the article's own children stay.
 */
export class Places {
  #article;
  #index;
  /** @type {ChildNode[]} */
  #children;
  /** Units before each child, and before the end. @type {number[]} */
  #starts = [0];

  /**
   * @param {HTMLElement} article
   * @param {TextIndex} index
   */
  constructor(article, index) {
    this.#article = article;
    this.#index = index;
    this.#children = [...article.childNodes];
    for (const child of this.#children) this.#starts.push(this.#starts[this.#starts.length - 1] + textOf(child).length);
  }

  /**
   * The position of a point of the DOM; null outside the article.
   * @param {Node} node
   * @param {number} offset as the DOM counts it
   * @returns {number | null}
   */
  positionOf(node, offset) {
    if (!this.#article.contains(node)) return null;
    if (node === this.#article) return this.#index.position(this.#starts[offset]);
    const child = this.#children.findIndex((one) => one.contains(node));
    const range = new Range();
    range.setStart(this.#children[child], 0);
    range.setEnd(node, offset);
    return this.#index.position(this.#starts[child] + range.toString().length);
  }

  /**
   * The point of the DOM at a position.
   * @param {number} position
   * @param {boolean} [before] between two text nodes: the end of the first, not the start of the second
   * @returns {{node: Node, offset: number}}
   */
  pointAt(position, before = false) {
    const units = this.#index.units(position);
    const endWillDo = before || position === this.#index.length;
    const isPast = (/** @type {number} */ border) => (endWillDo ? border >= units : border > units);
    const child = bisect(this.#children.length, (i) => !isPast(this.#starts[i + 1]));
    let left = units - this.#starts[child];
    for (const text of textsIn(this.#children[child])) {
      if (isPast(units - left + text.length)) return { node: text, offset: left };
      left -= text.length;
    }
    return { node: this.#article, offset: this.#children.length };
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  rangeOf(start, end) {
    const range = new Range();
    const [from, to] = [this.pointAt(start), this.pointAt(end, true)];
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }
}

/** @param {Node} node */
const textOf = (node) => node.textContent ?? '';

/**
 * The text nodes of a tree, the root included, in order.
 * @param {Node | undefined} root
 * @returns {Generator<Text>}
 */
function* textsIn(root) {
  if (root instanceof Text) yield root;
  if (!(root instanceof Element)) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield /** @type {Text} */ (walker.currentNode);
}
