// @ts-check
/** The two buttons that take a step back and make it again. Each says which step. */

/** @import { Step } from './types.js' */
/** @import { Marking } from './marking.js' */
/** @import { Marks } from './marks.js' */
/** @import { Saving } from './saving.js' */

import { stepWords } from './step-words.js';

export class TravelButtons {
  #undo;
  #redo;
  #saving;
  #marks;

  /**
   * @param {{undo: HTMLElement, redo: HTMLElement}} page
   * @param {Saving} saving
   * @param {Marks} marks
   * @param {Marking} marking
   */
  constructor({ undo, redo }, saving, marks, marking) {
    this.#undo = undo;
    this.#redo = redo;
    this.#saving = saving;
    this.#marks = marks;
    undo.addEventListener('click', () => marking.undo());
    redo.addEventListener('click', () => marking.redo());
    saving.listen(() => this.#update());
    this.#update();
  }

  #update() {
    const { last, next } = this.#saving.history;
    this.#show(this.#undo, 'Undo', 'Ctrl+Z', last);
    this.#show(this.#redo, 'Redo', 'Ctrl+Shift+Z', next);
  }

  /**
   * @param {HTMLElement} button
   * @param {string} verb
   * @param {string} keys
   * @param {Step | null} step
   */
  #show(button, verb, keys, step) {
    const what = step ? `: ${stepWords(step, this.#marks.get(step.mark)?.number ?? 0)}` : '';
    button.setAttribute('aria-label', `${verb}${what}`);
    button.title = `${verb}${what} (${keys})`;
    // Not disabled: the focus would be lost with the last step.
    button.setAttribute('aria-disabled', String(!step));
  }
}
