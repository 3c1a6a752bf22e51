// @ts-check
/** Which cards are shown, and how many there would be: by a button, or by the menu that has them all. */

/** @import { Entry, Link } from './types.js' */
/** @import { Cards } from './cards.js' */
/** @import { Marks } from './marks.js' */

import { advice } from './advice.js';
import { closest, counted, part, write } from './dom.js';

/**
 * By the first word of a filter's name; the second is the key.
 * @type {Record<string, (entry: Entry, key: string, links: Link[]) => boolean>}
 */
const FILTERS = {
  all: () => true,
  ungraded: ({ content }) => content.kind === 'claim' && content.grade === null,
  unsure: ({ content }) => content.kind === 'claim' && content.confidence === 'unsure',
  flagged: ({ content, trouble, home }, _key, links) => trouble !== null || (!home && advice(content, links).length > 0),
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
  #links;
  /** The words of the menu's rows, without their counts. */
  #words;
  /** @type {[filter: string, passes: (entry: Entry) => boolean][]} */
  #tests;
  /** How many marks pass, by filter. @type {Map<string, number>} */
  #counts;
  /** Which filters each mark passes, as it is counted. @type {Map<string, string[]>} */
  #passed = new Map();

  /**
   * @param {{root: HTMLElement, menu: HTMLSelectElement, progress: HTMLElement, empty: HTMLElement, showAll: HTMLElement}} page
   * @param {Marks} marks
   * @param {Cards} cards
   * @param {(words: string) => void} say to a screen reader
   * @param {Link[]} [links] those of the text
   */
  constructor({ root, menu, progress, empty, showAll }, marks, cards, say, links = []) {
    this.#root = root;
    this.#menu = menu;
    this.#progress = progress;
    this.#empty = empty;
    this.#marks = marks;
    this.#cards = cards;
    this.#say = say;
    this.#links = links;
    this.#words = new Map([...menu.options].map((row) => [row, row.text]));
    this.#tests = [...menu.options].map(({ value }) => [value, testOf(value, links)]);
    this.#counts = new Map([...menu.options].map(({ value }) => [value, 0]));
    root.addEventListener('click', (event) => this.#choose(closest(event, '[data-filter]')?.dataset.filter));
    menu.addEventListener('change', () => this.#choose(menu.value));
    showAll.addEventListener('click', () => this.#showAll());
    for (const entry of marks.seen()) this.#count(entry.id, entry);
    this.#show();
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
    this.#cards.filter(testOf(filter, this.#links));
    this.#say(`${this.#countOf(filter)} of ${counted(this.#marks.seen().length, 'mark')} shown.`);
  }

  /**
   * A mark is another than it was: it counts where it now belongs.
   * @param {string} mark
   */
  update(mark) {
    this.#count(mark, this.#marks.shows(mark) ? this.#marks.get(mark) : undefined);
    this.#show();
  }

  /**
   * Counts a mark in place of what it was before.
   * @param {string} mark
   * @param {Entry | undefined} entry undefined: it is not to be seen
   */
  #count(mark, entry) {
    const passed = entry ? this.#tests.filter(([, passes]) => passes(entry)).map(([filter]) => filter) : [];
    for (const filter of this.#passed.get(mark) ?? []) this.#counts.set(filter, this.#countOf(filter) - 1);
    for (const filter of passed) this.#counts.set(filter, this.#countOf(filter) + 1);
    this.#passed.set(mark, passed);
  }

  /** Only what says something else is written: of the rest there is nothing to lay out. */
  #show() {
    for (const [row, words] of this.#words) write(row, `${words} (${this.#countOf(row.value)})`);
    for (const button of this.#buttons) write(part(button, 'count'), `${this.#countOf(button.dataset.filter ?? '')}`);
    const claims = this.#countOf('kind claim');
    write(this.#progress, `${claims - this.#countOf('ungraded')} of ${claims} graded`);
    this.#empty.hidden = this.#marks.seen().length > 0;
  }

  /** @param {string} filter */
  #countOf(filter) {
    return this.#counts.get(filter) ?? 0;
  }

  get #buttons() {
    return [...this.#root.querySelectorAll('button')];
  }
}

/**
 * @param {string} filter as in "unsure" or "grade 6"
 * @param {Link[]} links those of the text
 * @returns {(entry: Entry) => boolean}
 */
function testOf(filter, links) {
  const [name, key = ''] = filter.split(' ');
  return (entry) => FILTERS[name](entry, key, links);
}
