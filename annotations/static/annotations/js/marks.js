// @ts-check
/** The marks of the review as they stand in the page, saved or not. Tells its listeners which one changed. */

/** @import { ClaimContent, Content, Entry, Home, MarkState, Place, Shown, Trouble, TypoContent } from './types.js' */

import { bisect } from './bisect.js';
import { inTextOrder } from './segments.js';
import { same } from './values.js';

export class Marks {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  #event;
  /** In text order. @type {Entry[]} */
  #seen;
  /** @type {((mark: string) => void)[]} */
  #listeners = [];

  /**
   * @param {MarkState[]} states as the server has them
   * @param {number} version whose text the page shows: of a contradiction only the sides in it can be drawn
   * @param {number} event the newest of the review's history that the states tell of
   * @param {{mark: MarkState, home: Home}[]} [elsewhere] made in other reviews: they are shown, and never changed here
   */
  constructor(states, version, event, elsewhere = []) {
    this.version = version;
    this.#event = event;
    for (const state of states) this.#entries.set(state.id, entryOf(state, event));
    for (const { mark, home } of elsewhere) this.#entries.set(mark.id, { ...entryOf(mark, event), home });
    const placed = [...this.#entries.values()].filter(isSeen).map((entry) => this.#placed(entry));
    this.#seen = placed.sort(byPlace).map(({ entry }) => entry);
  }

  /** @param {(mark: string) => void} listener is called after each change, with the UUID of the mark */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** @param {string} mark */
  get(mark) {
    return this.#entries.get(mark);
  }

  /**
   * Whether a mark is to be seen: it stands, or its withdrawal is in trouble.
   * @param {string} mark
   */
  shows(mark) {
    const entry = this.#entries.get(mark);
    return entry !== undefined && isSeen(entry);
  }

  /** What is to be seen, in text order. The list is never changed: who has it may change marks meanwhile. */
  seen() {
    return this.#seen;
  }

  /** The marks that are in trouble, those first that were refused; else in the order in which they were made. */
  troubled() {
    const troubled = [...this.#entries.values()].filter((entry) => entry.trouble);
    return troubled.sort((a, b) => Number(isUnfinished(a)) - Number(isUnfinished(b)));
  }

  /**
   * What a mark looks like in the text: one span, or one for each of a contradiction's sides there.
   * @param {Entry} entry
   * @returns {Shown[]}
   */
  shownOf(entry) {
    return shownIn(entry, this.version);
  }

  /**
   * What a mark looks like in the text now: nothing where it is not to be seen.
   * @param {string} mark
   */
  lookOf(mark) {
    const entry = this.#entries.get(mark);
    return entry && isSeen(entry) ? this.shownOf(entry) : [];
  }

  /**
   * Sets what a mark says here, makes it where it is new, and brings it back where it was withdrawn.
   * @param {string} mark
   * @param {Content} content
   */
  put(mark, content) {
    const entry = this.#entries.get(mark);
    if (entry) Object.assign(entry, { content, withdrawn: false });
    else this.#entries.set(mark, newEntry(mark, this.#nextNumber(content.kind), content, this.#event));
    this.#tell(mark);
  }

  /** @param {string} mark */
  withdraw(mark) {
    this.#change(mark, { withdrawn: true });
  }

  /**
   * The server has saved the mark. What was changed here since stays, and with it what that lacks.
   * @param {MarkState} state
   * @param {number} [event] of which the state is the outcome; an answer that comes late, after newer ones, says nothing
   */
  acknowledge(state, event = Infinity) {
    const entry = this.#entries.get(state.id);
    if (!entry || event < entry.event) return;
    const trouble = isUnfinished(entry) ? entry.trouble : null;
    const known = Number.isFinite(event) ? event : entry.event;
    this.#change(state.id, { saved: state, event: known, number: state.number, trouble });
  }

  /**
   * Sets a mark as it stands by what the browser kept of it.
   * @param {string} mark
   * @param {Omit<Entry, 'id' | 'number'> | null} found null: there is no such mark
   */
  restore(mark, found) {
    const here = this.#entries.get(mark);
    if (!found) return here && this.forget(mark);
    const number = found.saved?.number ?? here?.number ?? this.#nextNumber(found.content.kind);
    const entry = { ...found, id: mark, number };
    if (here && same(here, entry)) return;
    this.#entries.set(mark, Object.assign(here ?? entry, entry));
    this.#tell(mark);
  }

  /**
   * What the server has stands here too, in place of what was changed here.
   * @param {MarkState} state
   */
  adopt(state) {
    this.#entries.set(state.id, entryOf(state, this.#entries.get(state.id)?.event ?? this.#event));
    this.#tell(state.id);
  }

  /**
   * Forgets a mark of which the server has nothing.
   * @param {string} mark
   */
  forget(mark) {
    this.#entries.delete(mark);
    this.#tell(mark);
  }

  /**
   * @param {string} mark
   * @param {Trouble | null} trouble
   */
  setTrouble(mark, trouble) {
    this.#change(mark, { trouble });
  }

  /**
   * Rewrites what marks say, for all of them.
   * @param {(content: Content) => Content} rewrite gives the same object where nothing is to be changed
   */
  rewrite(rewrite) {
    for (const [mark, entry] of this.#entries) {
      const content = rewrite(entry.content);
      if (content !== entry.content) this.#change(mark, { content });
    }
  }

  /**
   * @param {string} mark
   * @param {Partial<Entry>} fields
   */
  #change(mark, fields) {
    const entry = this.#entries.get(mark);
    if (!entry) return;
    Object.assign(entry, fields);
    this.#tell(mark);
  }

  /** @param {string} mark */
  #tell(mark) {
    this.#seen = this.#seenWith(mark);
    for (const listener of this.#listeners) listener(mark);
  }

  /**
   * What is to be seen now that a mark is another than it was: the others have kept their order.
   * @param {string} mark
   */
  #seenWith(mark) {
    const others = this.#seen.filter(({ id }) => id !== mark);
    const entry = this.#entries.get(mark);
    if (!entry || !isSeen(entry)) return others;
    const placed = this.#placed(entry);
    return others.toSpliced(bisect(others.length, (i) => byPlace(this.#placed(others[i]), placed) < 0), 0, entry);
  }

  /** @param {Entry} entry */
  #placed(entry) {
    return { entry, first: this.shownOf(entry).at(0) };
  }

  /** @param {string} kind */
  #nextNumber(kind) {
    const alike = [...this.#entries.values()].filter(({ content, home }) => content.kind === kind && !home);
    const numbers = alike.map((entry) => entry.number);
    return Math.max(0, ...numbers) + 1;
  }
}

/**
 * A mark of which the server has nothing yet.
 * @param {string} id
 * @param {number} number
 * @param {Content} content
 * @param {number} event
 * @returns {Entry}
 */
const newEntry = (id, number, content, event) => {
  return { id, number, content, withdrawn: false, saved: null, event, trouble: null, home: null };
};

/**
 * A mark as the server has it.
 * @param {MarkState} state
 * @param {number} event
 * @returns {Entry}
 */
export function entryOf(state, event) {
  return { ...newEntry(state.id, state.number, state.content, event), withdrawn: state.withdrawn !== null, saved: state };
}

/**
 * What a mark looks like in a text: one span, or one for each of a contradiction's sides there.
 * @param {Entry} entry
 * @param {number} version
 * @returns {Shown[]}
 */
export function shownIn({ id, number, content, home }, version) {
  const common = { mark: id, number, grade: '', correction: '', home: '', letter: '' };
  if (content.kind !== 'contradiction') return [{ ...common, ...spanOf(content.span), ...lookOf(content) }];
  const there = content.sides.filter((side) => side.version === version);
  const made = { home: home?.headline ?? '', letter: home?.letter ?? '' };
  return there.map((side) => ({ ...common, ...made, kind: 'side', ...spanOf(side.span) }));
}

/** @param {Entry} entry */
const isSeen = ({ withdrawn, trouble }) => !withdrawn || trouble !== null;

/** @param {Entry} entry */
export const isUnfinished = ({ trouble }) => trouble?.kind === 'unfinished';

/**
 * A typo whose correction is still to be typed shows none.
 * @param {ClaimContent | TypoContent} content
 */
function lookOf(content) {
  if (content.kind === 'claim') return { kind: content.kind, grade: content.grade ?? '' };
  const { kind, correction, span } = content;
  return { kind, correction: correction === span.quote ? '…' : correction };
}

/** @param {Place} place */
const spanOf = ({ start, end }) => ({ start, end });

/**
 * Text order. Marks with no place in this text come last.
 * @param {{entry: Entry, first: Shown | undefined}} a
 * @param {{entry: Entry, first: Shown | undefined}} b
 */
function byPlace(a, b) {
  if (a.first && b.first) return inTextOrder(a.first, b.first);
  return Number(!a.first) - Number(!b.first) || a.entry.number - b.entry.number || (a.entry.id < b.entry.id ? -1 : 1);
}
