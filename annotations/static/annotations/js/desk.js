// @ts-check
/** Which mark is open, and what the person does with it: in the text, in the cards and by key. */

/** @import { Entry, Grade, Role, Selected } from './types.js' */
/** @import { Vocabulary } from './card-words.js' */
/** @import { Cards } from './cards.js' */
/** @import { Choice } from './choice.js' */
/** @import { Act } from './editor.js' */
/** @import { Filters } from './filters.js' */
/** @import { Marks } from './marks.js' */
/** @import { Reading } from './reading.js' */
/** @import { Saving } from './saving.js' */
/** @import { Sheet } from './sheet.js' */
/** @import { Sources } from './sources.js' */
/** @import { Toast } from './toast.js' */

import { claimAt, newClaim } from './claims.js';
import { Editor } from './editor.js';
import { newUuid } from './uuid.js';

/**
 * The page's parts. Saving and toast are null where the review can't be changed.
 * @typedef {object} Parts
 * @property {Grade[]} grades
 * @property {Marks} marks
 * @property {Sources} sources
 * @property {Vocabulary} vocabulary
 * @property {Reading} reading
 * @property {Cards} cards
 * @property {Choice} choice
 * @property {Filters} filters
 * @property {Sheet} sheet
 * @property {Saving | null} saving
 * @property {Toast | null} toast
 * @property {(words: string) => void} say to a screen reader
 */

/** @typedef {'text' | 'card' | 'keys'} From where a mark was opened: what the pointer is on must not move. */

export class Desk {
  #parts;
  #active = '';
  /** @type {Editor | null} */
  #editor = null;
  /** Shows why source, cue and relay can't be marked: the toolbar's business, where there is one. */
  explain = () => {};

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    parts.marks.listen((mark) => this.#changed(mark));
  }

  get hasClaim() {
    return this.#editor !== null;
  }

  /** @param {Role} role */
  hasPiece(role) {
    return this.#editor?.hasPiece(role) ?? false;
  }

  /**
   * Opens a mark's card, and shows in the text whom the claim is credited to.
   * @param {string} mark
   * @param {From} from
   */
  open(mark, from) {
    const { marks, cards, reading, sheet } = this.#parts;
    const entry = marks.get(mark);
    if (!entry) return;
    const card = from === 'card' ? cards.get(mark) : null;
    if (mark !== this.#active) {
      this.settle();
      cards.holding(card, () => this.#swap(entry));
    }
    sheet.raise();
    reading.show(entry);
    if (from !== 'card') cards.reveal(mark);
    // What was clicked in the text is in view, unless the sheet now covers it.
    if (from !== 'text' || sheet.isSheet) reading.reveal(mark);
  }

  /**
   * Opens a mark by key or card, with the focus where one digit grades.
   * @param {string} mark
   * @param {From} from
   */
  work(mark, from) {
    this.open(mark, from);
    if (this.#editor) this.#editor.focus();
    else this.#parts.cards.focus(mark);
  }

  /** Puts the focus where the person works: into the open card, else into the text. */
  focus() {
    if (this.#editor) this.#editor.focus();
    else this.#parts.reading.rest();
  }

  /** Keeps what was typed into the open card and not yet chosen: the card, or the page, is being left. */
  settle() {
    this.#editor?.settle();
  }

  /** Closes the open card. The focus goes to its row, or stays in the text. */
  close() {
    const { cards, reading } = this.#parts;
    const mark = this.#active;
    if (!mark) return;
    this.settle();
    const card = cards.get(mark);
    const hadFocus = card?.contains(document.activeElement) ?? false;
    cards.holding(card, () => this.#swap(null));
    reading.show(null);
    if (hadFocus) cards.focus(mark);
  }

  /**
   * Opens the next mark in text order, or the previous, of those that the filter shows; the focus stays on its side.
   * @param {1 | -1} by
   */
  step(by) {
    const { reading, cards } = this.#parts;
    const shown = this.#shown();
    if (!shown.length) return;
    const here = shown.findIndex((entry) => entry.id === this.#active);
    const start = here < 0 && by < 0 ? 0 : here;
    const { id } = shown[(start + by + shown.length) % shown.length];
    const inCards = cards.holds(document.activeElement);
    if (inCards) this.work(id, 'keys');
    else {
      this.open(id, 'keys');
      reading.focus(id);
    }
  }

  /**
   * Marks the selected words: as a claim, or as what belongs to the open one.
   * @param {'claim' | Role} kind
   * @param {boolean} beside as a further piece
   */
  mark(kind, beside) {
    const { saving, reading, say } = this.#parts;
    if (!saving) return;
    const selected = reading.selected();
    if (!selected) return say('Select words in the text first.');
    if (kind !== 'claim' && !this.#editor) {
      say('Open a claim first: source, cue and relay belong to one.');
      return this.explain();
    }
    document.getSelection()?.removeAllRanges();
    if (kind !== 'claim') {
      this.#editor?.mark(kind, selected, beside);
      return say(`Marked as ${kind}: ${selected.words}`);
    }
    return this.#markClaim(selected, saving);
  }

  /** @param {string} key of a grade, for the open claim */
  grade(key) {
    if (!this.#editor || this.#isElsewhere()) return;
    this.#editor.grade(key);
    this.#parts.say(`Graded ${this.#parts.vocabulary.grade(key)}`);
  }

  /** Withdraws the open claim, with a way back. */
  withdraw() {
    const { marks, saving, toast, cards } = this.#parts;
    const entry = marks.get(this.#active);
    if (!saving || !toast || !entry || !this.#editor || this.#isElsewhere()) return;
    const { id, number, content } = entry;
    const inCards = cards.holds(document.activeElement);
    const shown = this.#shown();
    const place = shown.findIndex((one) => one.id === id);
    const neighbour = shown[place + 1] ?? shown[place - 1];
    saving.withdraw(id);
    if (inCards && neighbour) cards.focus(neighbour.id);
    else this.#parts.reading.rest();
    toast.show(`Claim ${number} withdrawn`, () => {
      saving.save(id, content);
      this.work(id, 'keys');
    });
  }

  /**
   * Marks at a place of the text that was clicked: one opens, of several one is chosen.
   * @param {string[]} marks outermost first
   * @param {{left: number, top: number}} point on the screen
   */
  clicked(marks, point) {
    const entries = marks.map((mark) => this.#parts.marks.get(mark)).filter((entry) => entry !== undefined);
    if (entries.length === 1) this.open(entries[0].id, 'text');
    if (entries.length < 2) return;
    this.#parts.choice.open(entries.reverse(), point, (mark) => this.open(mark, 'text'));
  }

  /**
   * The same words are one claim: where they are marked already, that claim opens.
   * @param {Selected} selected
   * @param {Saving} saving
   */
  #markClaim({ span, words }, saving) {
    const { marks, say } = this.#parts;
    const there = claimAt(marks.seen(), span);
    const mark = there?.id ?? newUuid();
    if (there) say(`These words are claim ${there.number} already. It is open now.`);
    else saving.save(mark, newClaim({ ...span, quote: words }));
    this.work(mark, 'keys');
  }

  /** The marks whose cards are shown, in text order. */
  #shown() {
    const { marks, cards } = this.#parts;
    return marks.seen().filter((entry) => cards.shows(entry.id));
  }

  /** A key that changes the open claim is not meant for it while another's card has the focus. */
  #isElsewhere() {
    const { cards, say } = this.#parts;
    if (cards.isRowFocused) say('Open this card first: press Enter.');
    return cards.isRowFocused;
  }

  /** @param {Entry | null} entry the one that is to be open */
  #swap(entry) {
    const { cards } = this.#parts;
    const before = this.#active;
    this.#editor = entry && this.#editorFor(entry);
    this.#active = entry?.id ?? '';
    if (before) cards.rest(before);
    if (entry) cards.open(entry.id, this.#editor?.root ?? null);
  }

  /** @param {Entry} entry */
  #editorFor(entry) {
    const { grades, marks, sources, vocabulary, saving } = this.#parts;
    if (!saving || entry.content.kind !== 'claim') return null;
    return new Editor(entry, { grades, marks, sources, vocabulary, saving, act: (act) => this.#act(act) });
  }

  /** @param {Act} act */
  #act(act) {
    if (act === 'withdraw') this.withdraw();
    else if (act === 'close') this.close();
    else this.step(act === 'next' ? 1 : -1);
  }

  /**
   * A mark is no longer what it was: its card and its paragraphs show it.
   * @param {string} mark
   */
  #changed(mark) {
    const { marks, cards, reading, filters } = this.#parts;
    const isSeen = marks.seen().some((entry) => entry.id === mark);
    if (mark === this.#active && !isSeen) this.#swap(null);
    cards.show(mark);
    const active = marks.get(this.#active) ?? null;
    if (active && mark === this.#active) this.#editor?.show(active);
    reading.show(active);
    filters.update();
  }
}
