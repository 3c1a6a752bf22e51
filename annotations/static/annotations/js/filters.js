// @ts-check
/** Which cards are shown, and how many there would be: by a button, or by the menu that has them all. */

/** @import { Entry } from './types.js' */
/** @import { Cards } from './cards.js' */
/** @import { Marks } from './marks.js' */

import { advice } from './advice.js';
import { closest, counted, part } from './dom.js';

/**
 * By the first word of a filter's name; the second is the key.
 * @type {Record<string, (entry: Entry, key: string) => boolean>}
 */
const FILTERS = {
  all: () => true,
  ungraded: ({ content }) => content.kind === 'claim' && content.grade === null,
  unsure: ({ content }) => content.kind === 'claim' && content.confidence === 'unsure',
  flagged: ({ content, trouble }) => trouble !== null || advice(content).length > 0,
  noted: ({ content }) => content.note !== '',
  referenced: ({ content }) => content.references.length > 0,
  kind: ({ content }, kind) => content.kind === kind,
  grade: ({ content }, key) => content.kind === 'claim' && content.grade === key,
};

export class Filters {
  #root;
  #menu;
  #progress;
  #empty;
  #marks;
  #cards;
  #say;
  /** The words of the menu's rows, without their counts. */
  #words;

  /**
   * @param {{root: HTMLElement, menu: HTMLSelectElement, progress: HTMLElement, empty: HTMLElement, showAll: HTMLElement}} page
   * @param {Marks} marks
   * @param {Cards} cards
   * @param {(words: string) => void} say to a screen reader
   */
  constructor({ root, menu, progress, empty, showAll }, marks, cards, say) {
    this.#root = root;
    this.#menu = menu;
    this.#progress = progress;
    this.#empty = empty;
    this.#marks = marks;
    this.#cards = cards;
    this.#say = say;
    this.#words = new Map([...menu.options].map((row) => [row, row.text]));
    root.addEventListener('click', (event) => this.#choose(closest(event, '[data-filter]')?.dataset.filter));
    menu.addEventListener('change', () => this.#choose(menu.value));
    showAll.addEventListener('click', () => this.#showAll());
    this.update();
  }

  #showAll() {
    this.#choose('all');
    // On a phone the menu stands for the buttons.
    const [all] = this.#buttons;
    (all.checkVisibility() ? all : this.#menu).focus();
  }

  /** @param {string | undefined} filter */
  #choose(filter) {
    if (!filter) return;
    for (const button of this.#buttons) button.setAttribute('aria-pressed', String(button.dataset.filter === filter));
    this.#menu.value = filter;
    this.#cards.filter(testOf(filter));
    this.#say(`${this.#count(filter)} of ${counted(this.#marks.seen().length, 'mark')} shown.`);
  }

  /** Counts anew. */
  update() {
    const seen = this.#marks.seen();
    const counts = new Map([...this.#words.keys()].map(({ value }) => [value, this.#count(value)]));
    for (const [row, words] of this.#words) row.text = `${words} (${counts.get(row.value)})`;
    for (const button of this.#buttons) part(button, 'count').textContent = `${counts.get(button.dataset.filter ?? '')}`;
    const claims = counts.get('kind claim') ?? 0;
    this.#progress.textContent = `${claims - (counts.get('ungraded') ?? 0)} of ${claims} graded`;
    this.#empty.hidden = seen.length > 0;
  }

  /** @param {string} filter */
  #count(filter) {
    return this.#marks.seen().filter(testOf(filter)).length;
  }

  get #buttons() {
    return [...this.#root.querySelectorAll('button')];
  }
}

/**
 * @param {string} filter as in "unsure" or "grade 6"
 * @returns {(entry: Entry) => boolean}
 */
function testOf(filter) {
  const [name, key = ''] = filter.split(' ');
  return (entry) => FILTERS[name](entry, key);
}
