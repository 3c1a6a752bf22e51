// @ts-check
/**
 * What the person did, step by step, to be taken back and made again. A step is plain values, as a change is: the browser
 * keeps the newest, so that undo and redo reach across a reload.
 */

/** @import { Content, Step } from './types.js' */

import { same } from './values.js';

/** So many steps outlive the page: each says all of a mark twice, and all are written with every step. */
const MOST_KEPT = 100;

/** @typedef {{done: Step[], undone: Step[]}} Steps */

export class History {
  /** @type {Step[]} */
  #done = [];
  /** @type {Step[]} */
  #undone = [];
  /** Whether what is typed further still belongs to the last step. */
  #isTyping = false;
  /** Called after each change of what can be undone or made again. */
  onChange = () => {};

  /** What undo would take back. */
  get last() {
    return this.#done.at(-1) ?? null;
  }

  /** What redo would make again. */
  get next() {
    return this.#undone.at(-1) ?? null;
  }

  /**
   * Remembers a step. What is typed on in one field is one step, until the person turns to something else.
   * @param {Step} step
   */
  record(step) {
    if (step.before && step.after && same(step.before, step.after)) return;
    const { last } = this;
    const joins = this.#isTyping && step.typing !== '' && last?.typing === step.typing && last.mark === step.mark;
    if (last && joins) last.after = step.after;
    else this.#done.push(step);
    this.#isTyping = step.typing !== '';
    this.#undone = [];
    if (last && joins && same(last.before, last.after)) this.#done.pop();
    this.onChange();
  }

  /** The newest steps, to be kept. @returns {Steps} */
  get kept() {
    return { done: this.#done.slice(-MOST_KEPT), undone: this.#undone.slice(-MOST_KEPT) };
  }

  /**
   * Takes over steps that were kept.
   * @param {Steps} steps
   */
  load({ done, undone }) {
    [this.#done, this.#undone, this.#isTyping] = [done, undone, false];
  }

  /**
   * Forgets the steps of marks that no longer say what these steps have left: they were changed elsewhere, and to step
   * back would undo that too.
   * @param {(mark: string) => Content | null} contentOf what a mark says, null where it does not stand
   */
  forgetChanged(contentOf) {
    const marks = new Set([...this.#done, ...this.#undone].map(({ mark }) => mark));
    for (const mark of marks) if (!same(this.#leftBy(mark), contentOf(mark))) this.forget(mark);
  }

  /**
   * Whether a step leads back to a mark, or on to it.
   * @param {string} mark UUID
   */
  concerns(mark) {
    return [...this.#done, ...this.#undone].some((step) => step.mark === mark);
  }

  /**
   * What the steps have left of a mark.
   * @param {string} mark UUID
   */
  #leftBy(mark) {
    const last = this.#done.findLast((step) => step.mark === mark);
    return last ? last.after : (this.#undone.findLast((step) => step.mark === mark)?.before ?? null);
  }

  /** What is typed from now on is another step. */
  pause() {
    this.#isTyping = false;
  }

  /**
   * Steps back.
   * @returns {Step | null} the step to take back
   */
  undo() {
    return this.#move(this.#done, this.#undone);
  }

  /**
   * Steps forward.
   * @returns {Step | null} the step to make again
   */
  redo() {
    return this.#move(this.#undone, this.#done);
  }

  /**
   * A mark was changed elsewhere, or given up: its steps no longer lead anywhere.
   * @param {string} mark UUID
   */
  forget(mark) {
    [this.#done, this.#undone] = [this.#done, this.#undone].map((steps) => steps.filter((step) => step.mark !== mark));
    this.onChange();
  }

  /**
   * Rewrites what marks said.
   * @param {(content: Content) => Content} rewrite
   */
  rewrite(rewrite) {
    for (const step of [...this.#done, ...this.#undone]) {
      step.before = step.before && rewrite(step.before);
      step.after = step.after && rewrite(step.after);
    }
    this.onChange();
  }

  /**
   * @param {Step[]} from
   * @param {Step[]} to
   */
  #move(from, to) {
    const step = from.pop() ?? null;
    if (step) to.push(step);
    this.#isTyping = false;
    if (step) this.onChange();
    return step;
  }
}
