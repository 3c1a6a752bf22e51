// @ts-check
/** What becomes of marks and sources once the server has answered a change. What is refused stays with its mark. */

/** @import { Change, Content, Done, Entry, MarkState, Problem, SourceState } from './types.js' */
/** @import { Marks } from './marks.js' */
/** @import { Saving } from './saving.js' */
/** @import { Sources } from './sources.js' */

import { sourcesOf, withSource } from './claims.js';
import { same } from './values.js';

export class Answers {
  #marks;
  #sources;
  #saving;

  /**
   * @param {Marks} marks
   * @param {Sources} sources
   * @param {Saving} saving
   */
  constructor(marks, sources, saving) {
    this.#marks = marks;
    this.#sources = sources;
    this.#saving = saving;
  }

  /** @param {Done} answer */
  done({ mark, event, source }) {
    if (source) this.#sources.add(source);
    if (!mark) return;
    this.#marks.acknowledge(mark, event);
    this.#giveWay(mark.id, event);
  }

  /**
   * A change that was made long ago, and of which the page hears only now: what the server has had since stands.
   * @param {string} mark UUID
   * @param {number | undefined} event of which the answer tells
   */
  #giveWay(mark, event) {
    const entry = this.#marks.get(mark);
    const isPast = entry?.saved && event !== undefined && event < entry.event;
    if (!isPast || entry.trouble || this.#saving.outbox.holds(mark)) return;
    this.#marks.adopt(/** @type {MarkState} */ (entry.saved));
    this.#saving.history.forgetChanged((one) => this.#saving.contentOf(one));
  }

  /**
   * @param {Change} change
   * @param {Problem} problem
   */
  refused(change, problem) {
    if (problem.code === 'name-taken') return this.#nameInstead(change, problem.current);
    if (problem.code === 'older-revision') return this.#changedElsewhere(change, problem.current);
    if (change.verb === 'propose') return this.#notAdded(change.subject, problem.detail);
    return this.#notSaved(change, problem.detail);
  }

  /**
   * The claims that name the entry wait with it: without it they would be refused too, for a reason that is none.
   * @param {string} source UUID
   * @param {string} words
   */
  #notAdded(source, words) {
    this.#sources.refuse(source);
    const trouble = `“${this.#sources.nameOf(source)}” was not added to the register. ${words}`;
    for (const { id } of this.#marks.seen().filter((entry) => sourcesOf(entry.content).includes(source))) {
      this.#saving.outbox.drop(id);
      if (this.#marks.get(id)?.trouble?.kind !== 'conflict') this.#refuse(id, trouble);
    }
  }

  /**
   * @param {Change} change
   * @param {string} words
   */
  #notSaved({ subject }, words) {
    const entry = this.#marks.get(subject);
    if (entry?.withdrawn && !entry.saved) return this.#saving.forget(subject);
    // What still waits says all of it anew: its answer is the one that counts.
    if (!entry || this.#saving.outbox.holds(subject) || entry.trouble?.kind === 'unfinished') return;
    this.#refuse(subject, words);
  }

  /**
   * @param {string} mark UUID
   * @param {string} words
   */
  #refuse(mark, words) {
    this.#marks.setTrouble(mark, { kind: 'refused', words });
  }

  /**
   * The register has an entry of that name: the claims name it in place of the one that was to be added.
   * @param {Change} change
   * @param {SourceState} current
   */
  #nameInstead(change, current) {
    this.#sources.add(current);
    const swap = (/** @type {Content} */ content) => withSource(content, change.subject, current.id);
    this.#saving.outbox.rewrite(swap);
    this.#marks.rewrite(swap);
    this.#saving.history.rewrite(swap);
    this.#sources.remove(change.subject);
  }

  /**
   * @param {Change} change
   * @param {MarkState} there
   */
  #changedElsewhere(change, there) {
    const entry = this.#marks.get(change.subject);
    this.#saving.outbox.drop(change.subject);
    if (entry && saysTheSame(entry, there)) this.#marks.acknowledge(there);
    else this.#marks.setTrouble(change.subject, { kind: 'conflict', there });
  }
}

/**
 * @param {Entry} entry
 * @param {MarkState} there
 */
function saysTheSame(entry, there) {
  return entry.withdrawn === (there.withdrawn !== null) && same(entry.content, there.content);
}
