// @ts-check
/** Which cards are shown, and how many there are of each kind. */

/** @import { Entry } from './types.js' */
/** @import { Cards } from './cards.js' */
/** @import { Marks } from './marks.js' */

import { advice } from './advice.js';
import { closest, part } from './dom.js';

/** @type {Record<string, (entry: Entry) => boolean>} */
const FILTERS = {
  all: () => true,
  ungraded: ({ content }) => content.kind === 'claim' && content.grade === null,
  unsure: ({ content }) => content.kind === 'claim' && content.confidence === 'unsure',
  flagged: ({ content, trouble }) => trouble !== null || (content.kind === 'claim' && advice(content).length > 0),
};

export class Filters {
  #root;
  #progress;
  #empty;
  #marks;

  /**
   * @param {{root: HTMLElement, progress: HTMLElement, empty: HTMLElement}} page
   * @param {Marks} marks
   * @param {Cards} cards
   */
  constructor({ root, progress, empty }, marks, cards) {
    this.#root = root;
    this.#progress = progress;
    this.#empty = empty;
    this.#marks = marks;
    root.addEventListener('click', (event) => {
      const pressed = closest(event, '[data-filter]');
      if (!pressed) return;
      for (const button of this.#buttons) button.setAttribute('aria-pressed', String(button === pressed));
      cards.filter(FILTERS[pressed.dataset.filter ?? 'all']);
    });
    this.update();
  }

  /** Counts anew. */
  update() {
    const seen = this.#marks.seen();
    for (const button of this.#buttons) {
      part(button, 'count').textContent = `${seen.filter(FILTERS[button.dataset.filter ?? 'all']).length}`;
    }
    const claims = seen.filter(({ content }) => content.kind === 'claim');
    const graded = claims.filter((entry) => !FILTERS.ungraded(entry));
    this.#progress.textContent = `${graded.length} of ${claims.length} graded`;
    this.#empty.hidden = seen.length > 0;
  }

  get #buttons() {
    return [...this.#root.querySelectorAll('button')];
  }
}
