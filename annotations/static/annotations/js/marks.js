// @ts-check
/** The marks of the review as they stand in the page, saved or not. Tells its listeners which one changed. */

/** @import { ClaimContent, Content, Entry, MarkState, Place, Shown, Trouble, TypoContent } from './types.js' */

import { inTextOrder } from './segments.js';

export class Marks {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** What `seen` gave, until a mark changes. @type {Entry[] | null} */
  #seen = null;
  /** @type {((mark: string) => void)[]} */
  #listeners = [];

  /**
   * @param {MarkState[]} states as the server has them
   * @param {number} version whose text the page shows: of a contradiction only the sides in it can be drawn
   */
  constructor(states, version) {
    this.version = version;
    for (const state of states) this.#entries.set(state.id, entryOf(state));
  }

  /** @param {(mark: string) => void} listener is called after each change, with the UUID of the mark */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** @param {string} mark */
  get(mark) {
    return this.#entries.get(mark);
  }

  /** What is to be seen, in text order: the marks that stand, and those whose withdrawal is in trouble. */
  seen() {
    this.#seen ??= [...this.#entries.values()]
      .filter((entry) => !entry.withdrawn || entry.trouble)
      .map((entry) => ({ entry, shown: this.shownOf(entry) }))
      .sort(byPlace)
      .map(({ entry }) => entry);
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
  shownOf({ id, number, content }) {
    const common = { mark: id, number, grade: '', correction: '' };
    if (content.kind !== 'contradiction') return [{ ...common, ...spanOf(content.span), ...lookOf(content) }];
    const here = content.sides.filter((side) => side.version === this.version);
    return here.map((side) => ({ ...common, kind: 'side', ...spanOf(side.span) }));
  }

  /**
   * Sets what a mark says here, makes it where it is new, and brings it back where it was withdrawn.
   * @param {string} mark
   * @param {Content} content
   */
  put(mark, content) {
    const entry = this.#entries.get(mark);
    if (entry) Object.assign(entry, { content, withdrawn: false });
    else this.#entries.set(mark, newEntry(mark, this.#nextNumber(content.kind), content));
    this.#tell(mark);
  }

  /** @param {string} mark */
  withdraw(mark) {
    this.#change(mark, { withdrawn: true });
  }

  /**
   * The server has saved the mark. What was changed here since stays, and with it what that lacks.
   * @param {MarkState} state
   */
  acknowledge(state) {
    const entry = this.#entries.get(state.id);
    const trouble = entry && isUnfinished(entry) ? entry.trouble : null;
    this.#change(state.id, { saved: state, number: state.number, trouble });
  }

  /**
   * What the server has stands here too, in place of what was changed here.
   * @param {MarkState} state
   */
  adopt(state) {
    this.#entries.set(state.id, entryOf(state));
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
    this.#seen = null;
    for (const listener of this.#listeners) listener(mark);
  }

  /** @param {string} kind */
  #nextNumber(kind) {
    const alike = [...this.#entries.values()].filter((entry) => entry.content.kind === kind);
    const numbers = alike.map((entry) => entry.number);
    return Math.max(0, ...numbers) + 1;
  }
}

/**
 * A mark of which the server has nothing yet.
 * @param {string} id
 * @param {number} number
 * @param {Content} content
 * @returns {Entry}
 */
const newEntry = (id, number, content) => ({ id, number, content, withdrawn: false, saved: null, trouble: null });

/**
 * A mark as the server has it.
 * @param {MarkState} state
 * @returns {Entry}
 */
function entryOf(state) {
  return { ...newEntry(state.id, state.number, state.content), withdrawn: state.withdrawn !== null, saved: state };
}

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
 * Marks with no place in this text come last.
 * @param {{entry: Entry, shown: Shown[]}} a
 * @param {{entry: Entry, shown: Shown[]}} b
 */
function byPlace(a, b) {
  if (a.shown[0] && b.shown[0]) return inTextOrder(a.shown[0], b.shown[0]);
  return Number(!a.shown[0]) - Number(!b.shown[0]) || a.entry.number - b.entry.number;
}
