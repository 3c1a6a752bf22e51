// @ts-check
/**
 * What the text beside the one under review shows: what the reviewer has marked there in his own review of it, which is only
 * read here, and the sides that contradictions of this page have there.
 */

/** @import { Entry, Home, MarkState, Shown } from './types.js' */
/** @import { Marks } from './marks.js' */

import { entryOf, shownIn } from './marks.js';
import { inTextOrder } from './segments.js';

export class MarksBeside {
  #marks;
  /** @type {Map<string, Entry>} */
  #fixed = new Map();

  /**
   * @param {MarkState[]} states of the reviewer's own review of that text
   * @param {Home} home that review
   * @param {number} version
   * @param {Marks} marks of the page
   */
  constructor(states, home, version, marks) {
    this.version = version;
    this.#marks = marks;
    for (const state of states) {
      if (!marks.get(state.id)) this.#fixed.set(state.id, { ...entryOf(state, 0), home });
    }
  }

  /** @param {string} mark */
  get(mark) {
    return this.#marks.get(mark) ?? this.#fixed.get(mark);
  }

  /** What is to be seen there, in text order. */
  seen() {
    const placed = [...this.#fixed.values(), ...this.#marks.seen()].map((entry) => ({ entry, first: this.shownOf(entry)[0] }));
    return placed.filter(({ first }) => first).sort((a, b) => inTextOrder(a.first, b.first)).map(({ entry }) => entry);
  }

  /**
   * What a mark looks like there. Of this page's marks only contradictions can have a place there.
   * @param {Entry} entry
   * @returns {Shown[]}
   */
  shownOf(entry) {
    const isThere = this.#fixed.has(entry.id) || entry.content.kind === 'contradiction';
    return isThere ? shownIn(entry, this.version) : [];
  }

  /**
   * The same, nothing where it is not to be seen.
   * @param {string} mark
   */
  lookOf(mark) {
    const entry = this.get(mark);
    return entry && (this.#fixed.has(mark) || this.#marks.shows(mark)) ? this.shownOf(entry) : [];
  }
}
