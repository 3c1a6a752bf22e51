// @ts-check
/**
 * The texts in the page: the one under review and, where one was chosen, another article beside it. Keys and buttons act on
 * the one in which the person works.
 */

/** @import { Entry, Selected, Side } from './types.js' */
/** @import { Reading } from './reading.js' */

export class Panes {
  #main;
  #current;
  #tabs;

  /**
   * @param {Reading} here the article under review
   * @param {Reading | null} beside
   * @param {HTMLElement} main which holds the texts, and perhaps tabs that show one of them
   */
  constructor(here, beside, main) {
    this.here = here;
    this.beside = beside;
    this.all = beside ? [here, beside] : [here];
    this.#main = main;
    this.#current = here;
    this.#tabs = [...main.querySelectorAll('#panetabs button')];
    for (const one of this.all) one.page.scroller.addEventListener('focusin', () => this.show(one));
    for (const [place, tab] of this.#tabs.entries()) {
      tab.addEventListener('click', () => this.show(this.all[place]));
    }
  }

  /** The text in which the person works. */
  get current() {
    return this.#current;
  }

  /** The text in which words are selected, and the words; null for none. */
  get selected() {
    const others = this.all.filter((one) => one !== this.#current && one.isSeen);
    const ordered = [this.#current, ...others];
    for (const reading of ordered) {
      const selected = reading.selected();
      if (selected) return { reading, selected };
    }
    return null;
  }

  /**
   * The text of a version; undefined: it is not in the page.
   * @param {number} version
   */
  of(version) {
    return this.all.find((one) => one.marks.version === version);
  }

  /**
   * The address at which a version stands beside the text under review, with a mark open; '' where it is in the page.
   * @param {number} version
   * @param {string} mark
   */
  wayTo(version, mark) {
    return this.of(version) ? '' : `?beside=${version}#c-${mark}`;
  }

  /**
   * Goes to a contradiction's side.
   * @param {Side} side in a text of the page
   */
  go({ version, span }) {
    const there = this.of(version);
    if (!there) return;
    this.show(there);
    there.go(span);
  }

  /**
   * The text in which these words were selected.
   * @param {Selected} selected
   */
  where({ version }) {
    return this.of(version) ?? this.here;
  }

  /**
   * Lets the person work in a text: where only one has room, it is this one. A focus in the text that is left comes along.
   * @param {Reading} reading
   */
  show(reading) {
    const left = this.#current;
    const hadFocus = left.page.scroller.contains(document.activeElement);
    this.#current = reading;
    const isBeside = reading === this.beside;
    this.#main.classList.toggle('shows-beside', isBeside);
    for (const [place, tab] of this.#tabs.entries()) {
      if ((place === 1) === isBeside) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
    }
    if (left === reading) return;
    // Where only one has room, what is selected in the other is selected no more.
    if (!left.isSeen && left.selected()) left.caret.collapse();
    if (hadFocus) reading.rest();
  }

  /** Goes over to the other text. */
  turn() {
    const { here, beside } = this;
    if (!beside) return;
    const other = this.#current === here ? beside : here;
    this.show(other);
    other.rest();
  }

  /**
   * Says in every text which mark is open.
   * @param {Entry | null} active
   */
  mark(active) {
    for (const one of this.all) one.show(active);
  }

  /**
   * Brings the passages of a mark before the reader's eyes, in every text that has one.
   * @param {string} mark
   * @param {Reading | null} still the text that is not to move: the pointer is on its passage
   * @returns {number | null} where on the screen its line then begins; null: it is in no text here
   */
  bring(mark, still) {
    const tops = new Map(this.all.map((one) => [one, one === still ? one.topOf(mark) : one.reveal(mark)]));
    const owner = this.#placeOf(mark);
    if (owner && !still) this.show(owner);
    return (owner && tops.get(still ?? owner)) ?? null;
  }

  /**
   * Puts the focus on the place where a mark begins, in this text if it has one here.
   * @param {string} mark
   */
  focus(mark) {
    const owner = this.#placeOf(mark) ?? this.#current;
    this.show(owner);
    owner.focus(mark);
  }

  /** @param {string} mark */
  #placeOf(mark) {
    const has = (/** @type {Reading} */ one) => one.marks.lookOf(mark).length > 0;
    return has(this.#current) ? this.#current : this.all.find(has);
  }
}
