// @ts-check
/** The choice between marks that lie over one another at a place of the text. */

/** @import { Entry } from './types.js' */
/** @import { Vocabulary } from './card-words.js' */

import { cardWords } from './card-words.js';
import { drawChip } from './chip.js';
import { closest, element } from './dom.js';

const STEPS = new Map([['ArrowDown', 1], ['ArrowUp', -1]]);
const GAP = 8;

export class Choice {
  #root;
  #vocabulary;
  /** @type {(mark: string) => void} */
  #choose = () => {};
  /** @type {Element | null} */
  #before = null;

  /**
   * @param {HTMLElement} root
   * @param {Vocabulary} vocabulary
   */
  constructor(root, vocabulary) {
    this.#root = root;
    this.#vocabulary = vocabulary;
    root.addEventListener('click', (event) => this.#take(closest(event, 'button')?.dataset.mark));
    root.addEventListener('keydown', (event) => this.#key(event));
    root.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) root.hidePopover();
    });
  }

  /**
   * @param {Entry[]} entries
   * @param {{left: number, top: number}} point on the screen
   * @param {(mark: string) => void} choose
   */
  open(entries, point, choose) {
    this.#choose = choose;
    this.#before = document.activeElement;
    this.#root.replaceChildren(...entries.map((entry) => this.#row(entry)));
    this.#root.showPopover();
    const { offsetWidth: width, offsetHeight: height } = this.#root;
    const below = point.top + GAP;
    const top = below + height > innerHeight ? Math.max(GAP, point.top - height - GAP) : below;
    this.#root.style.top = `${top}px`;
    this.#root.style.left = `${Math.max(GAP, Math.min(point.left, innerWidth - width - GAP))}px`;
    this.#rows[0].focus();
  }

  get #rows() {
    return /** @type {HTMLElement[]} */ ([...this.#root.children]);
  }

  /** @param {Entry} entry */
  #row(entry) {
    const words = cardWords(entry, this.#vocabulary);
    const row = document.createElement('button');
    row.type = 'button';
    row.tabIndex = -1;
    row.setAttribute('role', 'menuitem');
    row.dataset.mark = entry.id;
    const chip = element('span', '');
    drawChip(chip, words);
    const quote = element('span', words.quote, 'choice-quote');
    quote.dir = 'auto';
    row.append(chip, quote, element('span', words.number, 'mk-no'));
    return row;
  }

  /** @param {string | undefined} mark */
  #take(mark) {
    if (!mark) return;
    this.#close();
    this.#choose(mark);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = STEPS.get(event.key);
    if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else if (step) this.#walk(step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} step */
  #walk(step) {
    const rows = this.#rows;
    const here = rows.findIndex((row) => row === document.activeElement);
    rows[(here + step + rows.length) % rows.length].focus();
  }

  /** The focus goes back to where it came from. */
  #close() {
    if (this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
    if (this.#root.matches(':popover-open')) this.#root.hidePopover();
  }
}
