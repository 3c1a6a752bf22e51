// @ts-check
/** The places where quoted words stand, to choose one of. */

/** @import { Selected, Span } from './types.js' */
/** @import { Reading } from './reading.js' */

import { counted, element, part } from './dom.js';
import { around, find, findExactly } from './find.js';

/** So many places are offered at most. */
const MOST = 50;

export const NOWHERE = 'These words do not stand in the article. Check the spelling, or quote fewer of them.';

export class QuotePlaces {
  #root;
  /** @type {Selected[]} */
  #offered = [];

  /**
   * @param {HTMLElement} root
   * @param {Reading} reading the text in which they are looked for
   */
  constructor(root, reading) {
    this.#root = root;
    this.reading = reading;
  }

  /**
   * Offers the places of these words: to the letter, or if there are none, written alike. What was chosen stays so; a
   * single place is chosen.
   * @param {string} words
   * @param {number} near where the person works: of too many places those nearest to it are offered
   * @param {boolean} isNearest whether of several places the nearest is chosen
   */
  look(words, near, isNearest) {
    const { index } = this.reading;
    const before = this.chosen?.span.start;
    const exact = findExactly(index, words);
    const found = exact.length ? exact : find(index, words);
    const ranked = found.toSorted((a, b) => distance(a, near) - distance(b, near)).slice(0, MOST);
    const offered = ranked.toSorted((a, b) => a.start - b.start);
    this.#offered = offered.map((place) => this.reading.snapped(place)).filter((place) => place !== null);
    part(this.#root, 'list').replaceChildren(...this.#offered.map((place) => this.#row(place)));
    part(this.#root, 'places').hidden = !this.#offered.length;
    const kept = this.#radios[this.#offered.findIndex(({ span }) => span.start === before)];
    const nearest = found.length === 1 || isNearest ? this.#radios[offered.indexOf(ranked[0])] : undefined;
    if (kept ?? nearest) (kept ?? nearest).checked = true;
    part(this.#root, 'count').textContent = words.trim() && countWords(found.length, exact.length > 0);
  }

  /** Whether the words stand in the article at all. */
  get isFound() {
    return this.#offered.length > 0;
  }

  /** The place that is chosen, with the words as they stand there; none: undefined. */
  get chosen() {
    return this.#offered[this.#radios.findIndex((radio) => radio.checked)];
  }

  focus() {
    this.#radios[0].focus();
  }

  get #radios() {
    return [...this.#root.querySelectorAll('input')];
  }

  /** @param {Selected} place */
  #row({ span, words }) {
    const { before, after } = around(this.reading.index, span);
    const row = element('label', '', 'quote-place');
    const radio = document.createElement('input');
    Object.assign(radio, { type: 'radio', name: 'place' });
    const quote = element('span', before);
    quote.dir = 'auto';
    quote.append(element('b', words), after);
    row.append(radio, quote);
    return row;
  }
}

/**
 * @param {Span} place
 * @param {number} near
 */
const distance = ({ start, end }, near) => Math.max(start - near, near - end, 0);

/**
 * @param {number} count
 * @param {boolean} isExact
 */
function countWords(count, isExact) {
  if (!count) return NOWHERE;
  const rest = count > MOST ? ` Here are the ${MOST} nearest.` : '';
  return `${isExact ? '' : 'Not to the letter, but written alike: '}${counted(count, 'place')}.${rest}`;
}
