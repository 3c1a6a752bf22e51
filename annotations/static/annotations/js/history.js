// @ts-check
/**
 * What the person did, step by step, to be taken back and made again. A step is plain values, as a change is: a store
 * that outlives the page could hold it.
 */

/** @import { Content, Step } from './types.js' */

import { same } from './values.js';

export class History {
  /** @type {Step[]} */
  #done = [];
  /** @type {Step[]} */
  #undone = [];
  /** Whether what is typed further still belongs to the last step. */
  #isTyping = false;

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
  }

  /**
   * @param {Step[]} from
   * @param {Step[]} to
   */
  #move(from, to) {
    const step = from.pop() ?? null;
    if (step) to.push(step);
    this.#isTyping = false;
    return step;
  }
}
