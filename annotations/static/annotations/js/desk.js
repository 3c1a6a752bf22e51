// @ts-check
/** Which mark is open, and how one gets from mark to mark: in the text, in the cards and by key. */

/** @import { Entry, Grade, VersionName } from './types.js' */
/** @import { Vocabulary } from './card-words.js' */
/** @import { Cards } from './cards.js' */
/** @import { Choice } from './choice.js' */
/** @import { Filters } from './filters.js' */
/** @import { Marks } from './marks.js' */
/** @import { Act, OpenCard } from './open-card.js' */
/** @import { Panes } from './panes.js' */
/** @import { Reading } from './reading.js' */
/** @import { Saving } from './saving.js' */
/** @import { Sheet } from './sheet.js' */
/** @import { Sources } from './sources.js' */

import { cardWords } from './card-words.js';
import { titleOf } from './open-card.js';
import { openCard } from './open-cards.js';
import { addWays } from './side-ways.js';

/**
 * The page's parts. Saving is null where the review can't be changed.
 * @typedef {object} Parts
 * @property {Grade[]} grades
 * @property {Marks} marks
 * @property {Sources} sources
 * @property {VersionName} here the article under review
 * @property {Record<string, VersionName>} versions the other texts in which sides lie
 * @property {Vocabulary} vocabulary
 * @property {Reading} reading the article under review
 * @property {Panes} panes it, and what stands beside it
 * @property {Cards} cards
 * @property {Choice} choice
 * @property {Filters} filters
 * @property {Sheet} sheet
 * @property {Saving | null} saving
 * @property {(words: string) => void} say to a screen reader
 */

/** @typedef {'text' | 'card' | 'keys'} From where a mark was opened: what the pointer is on must not move. */

export class Desk {
  #parts;
  #active = '';
  /** The open card where it can be changed. @type {OpenCard | null} */
  card = null;
  /** What an open card asks for that is not the desk's own. @type {(act: Act) => void} */
  act = () => {};
  /** Says something at the place where the person works. @type {(words: string) => void} */
  hint = (words) => this.#parts.say(words);
  /** Called when another mark is open, or the open one is another. @type {() => void} */
  onShown = () => {};

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    parts.marks.listen((mark) => this.#changed(mark));
  }

  /** The open mark. */
  get active() {
    return this.#parts.marks.get(this.#active) ?? null;
  }

  /**
   * Opens a mark's card, and shows in the text whom the claim is credited to.
   * @param {string} mark
   * @param {From} from
   */
  open(mark, from) {
    const { marks, cards, panes, sheet } = this.#parts;
    const entry = marks.get(mark);
    if (!entry) return;
    const row = from === 'card' ? cards.get(mark) : null;
    if (mark !== this.#active) this.settle();
    cards.holding(row, () => {
      if (mark !== this.#active) this.#swap(entry);
      sheet.raise();
      panes.mark(entry);
    });
    // What was clicked in the text is in view, unless the sheet now covers it.
    const top = panes.bring(mark, from === 'text' && !sheet.isSheet ? panes.current : null);
    if (from !== 'card') cards.align(mark, top);
    this.onShown();
  }

  /**
   * Opens a mark, with the focus in its card.
   * @param {string} mark
   * @param {From} from
   */
  work(mark, from) {
    this.open(mark, from);
    if (this.card) this.card.focus();
    else this.#parts.cards.focus(mark);
  }

  /**
   * Opens a mark that an address names, with the focus where it begins: a browser that goes to a place of a page takes the
   * focus from wherever else it is.
   * @param {string} mark
   */
  visit(mark) {
    const entry = this.#parts.marks.get(mark);
    if (entry) this.#visit(entry);
  }

  /** Puts the focus where the person works: into the open card, else into the text. */
  focus() {
    if (this.card) this.card.focus();
    else this.#parts.panes.current.rest();
  }

  /**
   * Opens a mark that is not saved, with what it lacks in view.
   * @param {string} mark
   */
  workOnLack(mark) {
    this.work(mark, 'keys');
    if (this.card) this.#parts.cards.bring(this.card.lacking);
  }

  /** Keeps what was typed into the open card and not yet chosen: the card, or the page, is being left. */
  settle() {
    this.card?.settle();
  }

  /** Closes the open card. The focus goes to its row, or stays in the text. */
  close() {
    const { cards, panes } = this.#parts;
    const mark = this.#active;
    if (!mark) return;
    this.settle();
    const card = cards.get(mark);
    const hadFocus = card?.contains(document.activeElement) ?? false;
    cards.holding(card, () => this.#swap(null));
    panes.mark(null);
    if (hadFocus) cards.focus(mark);
    this.onShown();
  }

  /** One step out: from a card back into the text one came from; else what is selected is given up; else the card closes. */
  leave() {
    const { cards, panes: { current } } = this.#parts;
    const isInCards = cards.holds(document.activeElement);
    if (isInCards && cards.wasEnteredFromText) {
      this.settle();
      current.rest();
    } else if (!isInCards && current.selected()) current.caret.collapse();
    else this.close();
  }

  /** One step in: the mark at the caret, or the open one, with the focus in its card. */
  enter() {
    const here = this.#atCaret();
    const mark = here.find(({ id }) => id === this.#active) ?? here.at(-1) ?? this.active;
    if (mark) this.work(mark.id, 'keys');
  }

  /**
   * Opens the next mark in text order, or the previous, of those that the filter shows; the focus stays on its side.
   * @param {1 | -1} by
   */
  step(by) {
    const shown = this.#shown();
    if (!shown.length) return;
    const here = shown.findIndex((entry) => entry.id === this.#active);
    const next = here < 0 ? this.#fromCaret(shown, by) : here + by;
    this.#visit(shown[(next + shown.length) % shown.length]);
  }

  /** Opens the next claim in text order that has no grade. */
  stepToUngraded() {
    const shown = this.#parts.marks.seen();
    const here = shown.findIndex((entry) => entry.id === this.#active);
    const start = here < 0 ? this.#fromCaret(shown, 1) : here + 1;
    const ordered = [...shown.slice(start), ...shown.slice(0, start)];
    const next = ordered.find(({ content }) => content.kind === 'claim' && content.grade === null);
    if (next) this.#visit(next);
    else this.#parts.say('Every claim is graded.');
  }

  /** Opens one after the other of the marks in whose words the caret stands. */
  cycle() {
    const here = this.#atCaret();
    if (!here.length) return this.#parts.say('There is no mark at the caret.');
    const next = here[(here.findIndex(({ id }) => id === this.#active) + 1) % here.length];
    this.open(next.id, 'keys');
    return this.#announce(next, `${here.indexOf(next) + 1} of ${here.length} here. `);
  }

  /**
   * Marks at a place of the text that was clicked: one opens, of several one is chosen.
   * @param {string[]} marks outermost first
   * @param {{left: number, top: number}} point on the screen
   */
  clicked(marks, point) {
    const entries = marks.map((mark) => this.#parts.marks.get(mark)).filter((entry) => entry !== undefined);
    if (!entries.length) this.#nameFixed(marks.at(-1));
    if (entries.length === 1) this.open(entries[0].id, 'text');
    if (entries.length < 2) return;
    this.#parts.choice.open(entries.reverse(), point, (mark) => this.open(mark, 'text'));
  }

  /** The marks in whose words the caret stands and that have a card here, outermost first. */
  #atCaret() {
    const { panes, marks } = this.#parts;
    const here = panes.current.marksAtCaret();
    const entries = here.filter(({ id }) => marks.get(id));
    if (!entries.length) this.#nameFixed(here.at(-1)?.id);
    return entries;
  }

  /**
   * A mark of the reviewer's review of the article beside this one has no card here.
   * @param {string | undefined} mark UUID
   */
  #nameFixed(mark) {
    const entry = mark && this.#parts.panes.current.marks.get(mark);
    if (entry) this.hint(`${titleOf(entry)} of the other article’s own review: open that review to change it.`);
  }

  /**
   * The mark whose turn it is where none is open: of those in the text in which the person works, the next from the caret.
   * @param {Entry[]} shown in text order
   * @param {1 | -1} by
   */
  #fromCaret(shown, by) {
    const { marks, caret } = this.#parts.panes.current;
    const at = caret.position ?? 0;
    const isAfter = (/** @type {Entry} */ entry) => (marks.shownOf(entry)[0]?.start ?? Infinity) >= at;
    const there = marks.seen().filter((entry) => shown.includes(entry));
    const next = by > 0 ? there.find(isAfter) : there.findLast((entry) => !isAfter(entry));
    if (next) return shown.indexOf(next);
    return by > 0 ? shown.length : -1;
  }

  /** @param {Entry} entry */
  #visit({ id }) {
    const { cards, panes, marks } = this.#parts;
    if (cards.holds(document.activeElement)) this.work(id, 'keys');
    else {
      this.open(id, 'keys');
      panes.focus(id);
    }
    this.#announce(/** @type {Entry} */ (marks.get(id)));
  }

  /**
   * @param {Entry} entry
   * @param {string} [before] what is said first
   */
  #announce(entry, before = '') {
    const { content, home } = entry;
    const { means, badge, quote, flags } = cardWords(entry, this.#parts.vocabulary);
    const grade = content.kind === 'claim' ? `, ${means} ${badge === '?' ? 'not yet given' : badge}` : '';
    const made = home ? `, made in the review of “${home.headline}”` : '';
    this.#parts.say(`${before}${titleOf(entry)}${grade}${made}: ${quote}. ${flags.join('. ')}`);
  }

  /** The marks whose cards are shown, in text order. */
  #shown() {
    const { marks, cards } = this.#parts;
    return marks.seen().filter((entry) => cards.shows(entry.id));
  }

  /** @param {Entry | null} entry the one that is to be open */
  #swap(entry) {
    const { cards, saving, panes } = this.#parts;
    const before = this.#active;
    // What was made in another review is only read here.
    this.card = entry && saving && !entry.home ? openCard(entry, { ...this.#parts, saving, act: (act) => this.#act(act) }) : null;
    this.#active = entry?.id ?? '';
    if (before) cards.rest(before);
    if (!entry) return;
    cards.open(entry.id, this.card?.root ?? null);
    if (!this.card) addWays(/** @type {HTMLElement} */ (cards.get(entry.id)), entry, panes);
  }

  /** @param {Act} act */
  #act(act) {
    if (act === 'close') this.close();
    else if (act === 'leave') this.leave();
    else if (act === 'next' || act === 'previous') this.step(act === 'next' ? 1 : -1);
    else this.act(act);
  }

  /**
   * A mark is no longer what it was: its card and its paragraphs show it.
   * @param {string} mark
   */
  #changed(mark) {
    const { marks, cards, panes, filters } = this.#parts;
    const isSeen = marks.shows(mark);
    const hadFocus = cards.get(mark)?.contains(document.activeElement) ?? false;
    if (mark === this.#active && !isSeen) this.#swap(null);
    cards.show(mark);
    // With the card of a mark that is gone the focus would be gone too.
    if (hadFocus && !isSeen) panes.current.rest();
    const { active } = this;
    // A contradiction's card offers the claims: it shows when one of them is another.
    if (active && (mark === this.#active || active.content.kind === 'contradiction')) this.card?.show(active);
    filters.update(mark);
    for (const one of panes.all) one.change(mark);
    panes.mark(active);
    if (!active || mark === this.#active) this.onShown();
  }
}
