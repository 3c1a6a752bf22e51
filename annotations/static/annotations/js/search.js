// @ts-check
/**
 * Search within the article. All places are shown at once, and one after the other becomes the current one; who leaves
 * finds it selected, so that one key marks it.
 */

/** @import { Span } from './types.js' */
/** @import { Reading } from './reading.js' */

import { closest, one, part } from './dom.js';
import { find } from './find.js';

/** Older browsers don't know it: there the current place is selected. */
const canHighlight = 'highlights' in CSS;

export class Search {
  #form;
  #opener;
  #reading;
  #shown;
  #names;
  #redrawn;
  /** @type {Span[]} */
  #places = [];
  /** Which of the places is the current one. */
  #here = 0;
  /** From where on in the text the first one is looked for. */
  #from = 0;

  /**
   * @param {{form: HTMLElement, opener: HTMLElement, article: HTMLElement, names: string[]}} page with the two names by which
   *   the stylesheet knows the places in this text: all of them, and the current one
   * @param {Reading} reading
   * @param {(places: Span[]) => void} shown is called when other places are shown
   */
  constructor({ form, opener, article, names }, reading, shown) {
    this.#form = form;
    this.#opener = opener;
    this.#reading = reading;
    this.#shown = shown;
    this.#names = names;
    this.#redrawn = { article, observer: new MutationObserver(() => this.#highlight()) };
    this.#listen();
  }

  /** Shows the field, with the selected words in it, or else those that were looked for last. */
  open() {
    const selected = this.#reading.selected();
    if (selected && !selected.words.includes('\n')) this.#field.value = selected.words;
    this.#from = selected?.span.start ?? this.#reading.firstSeen;
    this.#form.hidden = false;
    this.#opener.hidden = true;
    this.#redrawn.observer.observe(this.#redrawn.article, { childList: true, subtree: true });
    this.#look();
    this.#field.focus();
    this.#field.select();
  }

  /** Hides the field. The focus goes into the text, where the current place is selected. */
  close() {
    const place = this.#places[this.#here];
    this.#redrawn.observer.disconnect();
    this.#form.hidden = true;
    this.#opener.hidden = false;
    this.#set([], 0);
    this.#shown([]);
    this.#reading.rest();
    if (place) this.#reading.caret.select(place);
  }

  get #field() {
    return one(this.#form, 'input', HTMLInputElement);
  }

  #listen() {
    this.#opener.addEventListener('click', () => this.open());
    this.#field.addEventListener('input', () => this.#look());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#step(1);
    });
    this.#form.addEventListener('click', (event) => this.#act(closest(event, '[data-act]')?.dataset.act));
    this.#form.addEventListener('keydown', (event) => this.#press(event));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && event.shiftKey) this.#step(-1);
    else return;
    event.preventDefault();
  }

  /** @param {string | undefined} act */
  #act(act) {
    if (act === 'close') this.close();
    else if (act) this.#step(act === 'next' ? 1 : -1);
  }

  /** Looks for what the field now says: the first place from where the person is reads as the current one. */
  #look() {
    const places = find(this.#reading.index, this.#field.value);
    this.#set(places, Math.max(0, places.findIndex(({ start }) => start >= this.#from)));
    this.#shown(places);
  }

  /** @param {1 | -1} by */
  #step(by) {
    const { length } = this.#places;
    if (!length) return;
    this.#set(this.#places, (this.#here + by + length) % length);
    this.#from = this.#places[this.#here].start;
  }

  /**
   * @param {Span[]} places
   * @param {number} here which of them is the current one
   */
  #set(places, here) {
    [this.#places, this.#here] = [places, here];
    part(this.#form, 'count').textContent = this.#count;
    for (const step of this.#form.querySelectorAll('[data-step]')) step.setAttribute('aria-disabled', String(!places.length));
    if (places.length) this.#reading.revealPlace(places[here]);
    this.#highlight();
  }

  get #count() {
    if (this.#places.length) return `${this.#here + 1} of ${this.#places.length}`;
    return this.#field.value.trim() ? 'Not in this article' : '';
  }

  #highlight() {
    const place = this.#places[this.#here];
    if (!canHighlight) return place && this.#reading.caret.select(place);
    const [all, here] = [this.#places, place ? [place] : []].map((places) => {
      return new Highlight(...places.map((one) => this.#reading.rangeOf(one)));
    });
    here.priority = 1;
    CSS.highlights.set(this.#names[0], all);
    return CSS.highlights.set(this.#names[1], here);
  }
}
