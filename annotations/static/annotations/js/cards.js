// @ts-check
/** The cards beside the text, in text order. One may be open; the others are rows. */

/** @import { Entry, Home } from './types.js' */
/** @import { Fact, Vocabulary } from './card-words.js' */
/** @import { Marks } from './marks.js' */

import { cardWords } from './card-words.js';
import { drawChip } from './chip.js';
import { element, made, part } from './dom.js';

/** Between a card and the edges of the visible list, in pixels. */
const GAP = 8;

/** So much of an open card is kept in view: its quote, its grade and the start of who says so. */
const WORKED_ON = 416;

export class Cards {
  #list;
  #scroller;
  #marks;
  #vocabulary;
  /** Which cards are shown; the open one always is. @type {(entry: Entry) => boolean} */
  #filter = () => true;
  /** Whether the focus came here from the text: then it goes back there. */
  wasEnteredFromText = false;

  /**
   * @param {{list: HTMLElement, scroller: HTMLElement}} page with the cards that the server has drawn
   * @param {Marks} marks
   * @param {Vocabulary} vocabulary
   */
  constructor({ list, scroller }, marks, vocabulary) {
    this.#list = list;
    this.#scroller = scroller;
    this.#marks = marks;
    this.#vocabulary = vocabulary;
    scroller.addEventListener('focusin', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Element) || scroller.contains(relatedTarget)) return;
      this.wasEnteredFromText = relatedTarget.closest('.reader-scroll') !== null;
    });
  }

  /**
   * @param {string} mark
   * @returns {HTMLElement | null}
   */
  get(mark) {
    return document.getElementById(`c-${mark}`);
  }

  /**
   * Whether the mark's card is among those that the filter shows.
   * @param {string} mark
   */
  shows(mark) {
    return this.get(mark)?.hidden === false;
  }

  /** Whether a card at rest has the focus, while another may be open. */
  get isRowFocused() {
    const row = document.activeElement?.closest('.mk:not(.is-on)') ?? null;
    return row !== null && this.#list.contains(row);
  }

  /**
   * Draws a mark's card at its place in the list, or takes it out. An open card is its editor's business.
   * @param {string} mark
   */
  show(mark) {
    const seen = this.#marks.seen();
    const place = seen.findIndex((entry) => entry.id === mark);
    if (place < 0) {
      this.get(mark)?.remove();
      return this.#tellWhetherEmpty();
    }
    const card = this.get(mark) ?? made('card-template');
    const successor = seen[place + 1] ? this.get(seen[place + 1].id) : null;
    if (!card.parentElement || card.nextElementSibling !== successor) this.#list.insertBefore(card, successor);
    if (!card.querySelector('.editor')) fill(card, seen[place], this.#vocabulary);
    this.#hide(card, seen[place]);
    return this.#tellWhetherEmpty();
  }

  /**
   * Makes a card the open one.
   * @param {string} mark
   * @param {HTMLElement | null} editor what stands in the card, null: the card as it is
   */
  open(mark, editor) {
    const card = this.get(mark);
    if (!card) return;
    card.hidden = false;
    card.classList.add('is-on');
    this.#list.classList.add('has-open');
    card.setAttribute('aria-current', 'true');
    if (editor) card.replaceChildren(editor);
    this.#tellWhetherEmpty();
  }

  /**
   * Makes the open card a row again.
   * @param {string} mark
   */
  rest(mark) {
    const card = this.get(mark);
    const entry = this.#marks.get(mark);
    if (!card || !entry) return;
    card.classList.remove('is-on');
    this.#list.classList.remove('has-open');
    card.removeAttribute('aria-current');
    card.replaceChildren(...made('card-template').childNodes);
    fill(card, entry, this.#vocabulary);
    this.#hide(card, entry);
    this.#tellWhetherEmpty();
  }

  /**
   * Changes cards without moving one of them under the pointer.
   * @param {HTMLElement | null} card
   * @param {() => void} change
   */
  holding(card, change) {
    const before = card?.getBoundingClientRect().top ?? 0;
    change();
    if (card) this.#scroller.scrollTop += card.getBoundingClientRect().top - before;
  }

  /**
   * Scrolls the panel, never the page, until a mark's card stands level with its line in the text, or as nearly so as
   * the list can be scrolled, and as leaves in view what one works on first.
   * @param {string} mark
   * @param {number | null} top where on the screen the line begins; null: the mark is not in this text
   */
  align(mark, top) {
    const card = this.get(mark)?.getBoundingClientRect();
    if (!card) return;
    const view = this.#scroller.getBoundingClientRect();
    const highest = view.top + GAP;
    const lowest = view.bottom - GAP - Math.min(card.height, WORKED_ON);
    this.#scroller.scrollTop += card.top - Math.max(highest, Math.min(top ?? card.top, lowest));
  }

  /**
   * Scrolls the panel, no further than it must, until something in a card is in view.
   * @param {HTMLElement} element
   */
  bring(element) {
    if (!element.offsetParent) return;
    const [{ top, bottom }, view] = [element.getBoundingClientRect(), this.#scroller.getBoundingClientRect()];
    const below = Math.max(0, bottom + GAP - view.bottom);
    this.#scroller.scrollTop += below || Math.min(0, top - GAP - view.top);
  }

  /** @param {Element | null} element */
  holds(element) {
    return this.#scroller.contains(element);
  }

  /**
   * Puts the focus on a card at rest; on the list, where the card is not shown.
   * @param {string} mark
   */
  focus(mark) {
    const card = this.get(mark);
    const successor = card && !card.hidden ? (card.querySelector('a') ?? card) : this.#scroller;
    successor.focus({ preventScroll: true });
  }

  /** @param {(entry: Entry) => boolean} filter */
  filter(filter) {
    this.#filter = filter;
    for (const entry of this.#marks.seen()) {
      const card = this.get(entry.id);
      if (card) this.#hide(card, entry);
    }
    this.#tellWhetherEmpty();
  }

  /**
   * @param {HTMLElement} card
   * @param {Entry} entry
   */
  #hide(card, entry) {
    card.hidden = !card.classList.contains('is-on') && !this.#filter(entry);
  }

  /** The stylesheet shows whoever sees no card the way to all of them. */
  #tellWhetherEmpty() {
    const { firstElementChild: first } = this.#list;
    this.#list.classList.toggle('shows-none', first !== null && !this.#list.querySelector(':scope > :not([hidden])'));
  }
}

/**
 * Writes into a card at rest what its mark says.
 * @param {HTMLElement} card
 * @param {Entry} entry
 * @param {Vocabulary} vocabulary
 */
export function fill(card, entry, vocabulary) {
  const words = cardWords(entry, vocabulary);
  card.id = `c-${entry.id}`;
  card.dataset.mark = entry.id;
  drawChip(part(card, 'chip'), words);
  if (entry.home) part(card, 'chip').title = `Made in the review of “${entry.home.headline}”`;
  part(card, 'quote').setAttribute('href', `#m-${entry.id}`);
  part(card, 'quote').textContent = words.quote;
  part(card, 'number').textContent = words.number;
  const flags = entry.trouble ? ['Not saved', ...words.flags] : words.flags;
  const said = words.said.map((one) => element('span', one));
  part(card, 'said').replaceChildren(...said, ...flags.map((flag) => element('span', flag, 'flag')));
  part(card, 'facts').replaceChildren(...words.facts.flatMap(drawFact));
  drawHome(part(card, 'home'), entry.home);
}

/**
 * @param {HTMLElement} place
 * @param {Home | null} home
 */
function drawHome(place, home) {
  place.hidden = !home;
  if (!home) return place.replaceChildren();
  const way = element('a', 'Open it there');
  way.setAttribute('href', home.address);
  return place.replaceChildren(`Made in the review of “${home.headline}”. `, way);
}

/** @param {Fact} fact */
function drawFact([label, value]) {
  const described = element('dd', value);
  described.dir = 'auto';
  return [element('dt', label), described];
}
