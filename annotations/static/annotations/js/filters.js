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
  #cards;

  /**
   * @param {{root: HTMLElement, progress: HTMLElement, empty: HTMLElement, showAll: HTMLElement}} page
   * @param {Marks} marks
   * @param {Cards} cards
   */
  constructor({ root, progress, empty, showAll }, marks, cards) {
    this.#root = root;
    this.#progress = progress;
    this.#empty = empty;
    this.#marks = marks;
    this.#cards = cards;
    root.addEventListener('click', (event) => this.#press(closest(event, '[data-filter]')));
    showAll.addEventListener('click', () => {
      const [all] = this.#buttons;
      this.#press(all);
      all.focus();
    });
    this.update();
  }

  /** @param {HTMLElement | null} pressed */
  #press(pressed) {
    if (!pressed) return;
    for (const button of this.#buttons) button.setAttribute('aria-pressed', String(button === pressed));
    this.#cards.filter(FILTERS[pressed.dataset.filter ?? 'all']);
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
