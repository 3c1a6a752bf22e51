// @ts-check
/** What the person does to marks: makes them of selected words, grades, moves their borders, withdraws, undoes. */

/** @import { ClaimContent, Entry, Home, Role, Selected, Step } from './types.js' */
/** @import { Desk, Parts } from './desk.js' */
/** @import { OpenCard } from './open-card.js' */
/** @import { Reading } from './reading.js' */
/** @import { Saving } from './saving.js' */
/** @import { Toast } from './toast.js' */

import { markAt, newClaim } from './claims.js';
import { newContradiction, newSide } from './contradictions.js';
import { titleOf } from './open-card.js';
import { OpenClaim } from './open-claim.js';
import { OpenContradiction } from './open-contradiction.js';
import { stepWords } from './step-words.js';
import { newTypo } from './typos.js';
import { newUuid } from './uuid.js';

/** @typedef {'claim' | 'typo' | 'contradiction' | Role} Markable What selected words can be marked as. */

const ONLY_SIDES = 'Only contradictions can be marked here: open this article’s own review to mark more.';

const MADE_ELSEWHERE = 'This contradiction was made in another review: it is changed there.';

const SIDE_ELSEWHERE = 'This contradiction was made in another review: a further side is added there.';

const WHOLE_ARTICLE = 'That is the whole article. Select the words that you mean.';

/** @type {Markable[]} */
const OF_A_CLAIM = ['source', 'cue', 'relay'];

export class Marking {
  #desk;
  #parts;
  #toast;
  #ask;
  /** The step that the toast takes back. @type {Step | null} */
  #withdrawal = null;
  /** Says something at the place where the person works. @type {(words: string, way?: Home) => void} */
  hint = () => {};

  /**
   * @param {Desk} desk
   * @param {Parts & {saving: Saving}} parts
   * @param {Toast} toast
   * @param {(entry: Entry, withdraw: () => void, keep: () => void) => void} ask before something is withdrawn on which other things rest
   */
  constructor(desk, parts, toast, ask) {
    this.#desk = desk;
    this.#parts = parts;
    this.#toast = toast;
    this.#ask = ask;
    // The toast takes the withdrawal back and no other step.
    parts.saving.listen(() => {
      if (parts.saving.history.last !== this.#withdrawal) toast.hide();
    });
  }

  /**
   * Whether words can be marked as this now: source, cue and relay belong to an open claim.
   * @param {Markable} kind
   */
  canMark(kind) {
    return !OF_A_CLAIM.includes(kind) || this.#desk.card instanceof OpenClaim;
  }

  /**
   * Whether words can be marked as a further piece, or side, of what is open.
   * @param {Markable} kind
   */
  canAdd(kind) {
    const { card } = this.#desk;
    if (kind === 'contradiction') return card instanceof OpenContradiction && !card.wantsSide;
    return card instanceof OpenClaim && this.canMark(kind) && card.hasPiece(/** @type {Role} */ (kind));
  }

  /** Whether the open contradiction still wants its other side. */
  get wantsSide() {
    const { card } = this.#desk;
    return card instanceof OpenContradiction && card.wantsSide;
  }

  /**
   * Marks the selected words.
   * @param {Markable} kind
   * @param {boolean} [isFurther] as a further piece, or side, of what is open
   */
  mark(kind, isFurther = false) {
    const found = this.#parts.panes.selected;
    if (found?.reading.isAll(found.selected.span)) this.hint(WHOLE_ARTICLE);
    else if (found) this.markWords(kind, found.selected, isFurther);
    else if (kind === 'contradiction' && this.#desk.card instanceof OpenClaim) this.#contradictClaim(this.#desk.card);
    else this.hint('Select words in the text first.');
  }

  /**
   * Marks these words.
   * @param {Markable} kind
   * @param {Selected} selected
   * @param {boolean} [isFurther]
   */
  markWords(kind, selected, isFurther = false) {
    const { panes, reading } = this.#parts;
    const there = panes.where(selected);
    if (there !== reading && kind !== 'contradiction') return this.hint(ONLY_SIDES);
    if (!this.canMark(kind)) return this.hint('Open a claim first: source, cue and relay belong to one.');
    if (kind === 'contradiction') return this.#markSide(selected, isFurther);
    there.caret.collapse();
    if (kind === 'claim' || kind === 'typo') return this.#markOnce(kind, selected);
    const claim = /** @type {OpenClaim} */ (this.#desk.card);
    claim.mark(kind, selected, isFurther);
    return this.#parts.say(`Marked as ${kind}: ${selected.words}`);
  }

  /** Selects the open mark's words, for their borders to be moved; or moves them to what is selected. */
  borders() {
    const { panes } = this.#parts;
    const { card } = this.#desk;
    if (this.#isMadeElsewhere()) return undefined;
    if (!card) return this.hint('Open a mark first: its borders are moved to the selected words.');
    if (panes.selected) return this.#moveBorders(card, panes.selected);
    const { current } = panes;
    const at = current.caret.position ?? 0;
    const span = card.borders({ start: at, end: at }, current.marks.version);
    if (!span) return this.hint('No words of this mark stand in this text.');
    current.rest();
    current.caret.select(span);
    return this.hint('Select less or more, then B again.');
  }

  /**
   * @param {OpenCard} card
   * @param {{reading: Reading, selected: Selected}} to
   */
  #moveBorders(card, { reading, selected }) {
    const { marks, say } = this.#parts;
    const there = markAt(marks.seen(), card.content.kind, selected.span);
    if (reading.isAll(selected.span)) return this.hint(WHOLE_ARTICLE);
    if (!card.borders(selected.span, selected.version)) return this.hint('No words of this mark stand in this text.');
    if (there && there.id !== card.id) return this.hint(`These words are ${nameOf(there)} already.`);
    const why = card.moveBorders(selected);
    if (why) return this.hint(why);
    reading.caret.collapse();
    return say(`Borders moved: ${selected.words}`);
  }

  /**
   * Grades the open claim, or chooses the severity or strength of what else is open.
   * @param {string} key
   */
  choose(key) {
    const { card } = this.#desk;
    if (this.#isElsewhere() || this.#isMadeElsewhere()) return;
    const words = card?.choose(key);
    if (words) this.#parts.say(words);
    else this.hint(card ? 'This key chooses nothing here: 1, 2 and 3 do.' : 'Open a claim first, or mark one: then a digit grades it.');
  }

  /** Puts the focus where the open mark is told more closely: a claim's source, another mark's type. */
  specify() {
    const { card } = this.#desk;
    if (this.#isMadeElsewhere()) return;
    if (card) card.specify();
    else this.hint('Open a claim first: then its source can be named.');
  }

  /** Fills in what the open card proposes. */
  takeProposals() {
    const { card } = this.#desk;
    if (this.#isElsewhere() || this.#isMadeElsewhere()) return;
    const words = card?.takeProposals();
    if (words) this.#parts.say(`Taken: ${words}`);
    else this.hint(card ? 'Nothing is proposed for this mark.' : 'Open a mark first: then P takes what is proposed for it.');
  }

  /** Withdraws the open mark, with a way back. */
  withdraw() {
    const { active } = this.#desk;
    if (!active || this.#isElsewhere() || this.#isMadeElsewhere()) return;
    this.#ask(active, () => this.#withdraw(active), () => this.#keep(active));
  }

  /**
   * The focus is at the mark again. The browser gives it back to a card, but not to a mark's place in the text: that can have
   * it only while it has it. Then it is nowhere, or still in the question.
   * @param {Entry} active
   */
  #keep({ id }) {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body || activeElement.closest('dialog')) this.#parts.panes.focus(id);
  }

  /** @param {Entry} active */
  #withdraw(active) {
    const { saving, cards, panes } = this.#parts;
    const { id } = active;
    const title = titleOf(active);
    const inCards = cards.holds(document.activeElement);
    const neighbour = this.#neighbourOf(id);
    saving.withdraw(id);
    if (inCards && neighbour) cards.focus(neighbour.id);
    else panes.current.rest();
    this.#withdrawal = saving.history.last;
    this.#toast.show(`${title} withdrawn`, () => {
      this.undo();
      // The button that had it is hidden.
      this.#desk.focus();
    });
  }

  undo() {
    this.#desk.settle();
    this.#travel('Undone', this.#parts.saving.history.last, () => this.#parts.saving.undo());
  }

  redo() {
    this.#desk.settle();
    this.#travel('Done again', this.#parts.saving.history.next, () => this.#parts.saving.redo());
  }

  /**
   * @param {string} done
   * @param {Step | null} step
   * @param {() => void} move
   */
  #travel(done, step, move) {
    const { marks, say, panes } = this.#parts;
    if (!step) return this.hint(done === 'Undone' ? 'Nothing to undo.' : 'Nothing to do again.');
    const words = stepWords(step, marks.get(step.mark)?.number ?? 0);
    move();
    const entry = marks.get(step.mark);
    if (entry && !entry.withdrawn) this.#desk.open(step.mark, 'keys');
    // The card that had the focus may be gone.
    if (document.activeElement === document.body) panes.current.rest();
    return say(`${done}: ${words}`);
  }

  /**
   * The same words are one claim, and one typo: where they are marked so already, that mark opens.
   * @param {'claim' | 'typo'} kind
   * @param {Selected} selected
   */
  #markOnce(kind, { span, words }) {
    const there = markAt(this.#parts.marks.seen(), kind, span);
    const place = { ...span, quote: words };
    if (!there) return kind === 'typo' ? this.#make(newTypo(place), true) : this.#make(newClaim(place), false);
    if (kind === 'typo') this.#desk.work(there.id, 'keys');
    else this.#desk.open(there.id, 'keys');
    return this.hint(`These words are ${nameOf(there)} already. It is open now.`);
  }

  /**
   * @param {Selected} selected
   * @param {boolean} isFurther
   */
  #markSide(selected, isFurther) {
    const { card } = this.#desk;
    if (isFurther && this.#isMadeElsewhere(SIDE_ELSEWHERE)) return undefined;
    if (card instanceof OpenContradiction && (isFurther || card.wantsSide)) return this.#addSide(card, selected);
    const { caret, marks } = this.#parts.panes.where(selected);
    caret.collapse();
    return this.#make(newContradiction([newSide(selected, marks)]), false);
  }

  /**
   * Where the words can't be a side, they stay selected.
   * @param {OpenContradiction} card
   * @param {Selected} selected
   */
  #addSide(card, selected) {
    const why = card.addSide(selected);
    if (why) return this.hint(why);
    const count = card.content.sides.length;
    this.#parts.panes.where(selected).caret.collapse();
    return this.#parts.say(`Marked as ${count > 2 ? `side ${count}` : 'the other side'}: ${selected.words}`);
  }

  /** @param {OpenClaim} card of the claim that is to be the first side */
  #contradictClaim({ id, content }) {
    const { span } = /** @type {ClaimContent} */ (content);
    this.#make(newContradiction([{ version: this.#parts.marks.version, span, claim: id }]), false);
  }

  /**
   * @param {Entry['content']} content of a new mark
   * @param {boolean} isTyped whether the focus goes into its card, where something is to be typed
   */
  #make(content, isTyped) {
    const mark = newUuid();
    this.#parts.saving.save(mark, content);
    if (isTyped) this.#desk.work(mark, 'keys');
    else this.#desk.open(mark, 'keys');
    const entry = this.#desk.active;
    if (entry) this.#parts.say(`${titleOf(entry)} marked.`);
  }

  /** @param {string} mark */
  #neighbourOf(mark) {
    const { marks, cards } = this.#parts;
    const shown = marks.seen().filter((entry) => cards.shows(entry.id));
    const place = shown.findIndex((entry) => entry.id === mark);
    return shown[place + 1] ?? shown[place - 1];
  }

  /**
   * What was made in another review is only read here: that is said, with the way there.
   * @param {string} [words]
   */
  #isMadeElsewhere(words = MADE_ELSEWHERE) {
    const home = this.#desk.active?.home;
    if (home) this.hint(words, home);
    return Boolean(home);
  }

  /** A key that changes the open mark is not meant for it while another's card has the focus. */
  #isElsewhere() {
    const { cards } = this.#parts;
    if (cards.isRowFocused) this.hint('Open this card first: press Enter.');
    return cards.isRowFocused;
  }
}

/** @param {Entry} entry within a sentence */
const nameOf = ({ content, number }) => `${content.kind} ${number}`;
