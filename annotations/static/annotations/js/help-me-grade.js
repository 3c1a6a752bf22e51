// @ts-check
/** "Help me grade": the codebook's questions, one at a time, in the grade picker's place. */

import { closest, one, part } from './dom.js';
import { FIRST, QUESTIONS } from './questions.js';

/** Y and N answer, wherever in the questions the focus is. */
const KEYS = new Map([['y', 'yes'], ['n', 'no'], ['Backspace', 'back'], ['Escape', 'leave']]);

export class HelpMeGrade {
  #root;
  #outcome;
  #show;
  #leave;
  /** The questions asked so far, then perhaps the grade they led to. @type {string[]} */
  #path = [];

  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {(key: string | null) => string} page.show shows a grade's definition, null: none; gives the grade's name
   * @param {(key: string | null) => void} page.leave the person takes a grade, or leaves without
   */
  constructor(root, { show, leave }) {
    this.#root = root;
    this.#show = show;
    this.#leave = leave;
    this.#outcome = this.#button('take');
    root.addEventListener('click', (event) => this.#act(closest(event, '[data-act]')?.dataset.act));
    root.addEventListener('keydown', (event) => this.#key(event));
  }

  open() {
    this.#path = [FIRST];
    this.#root.hidden = false;
    this.#ask();
  }

  close() {
    this.#root.hidden = true;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const act = KEYS.get(event.key.length > 1 ? event.key : event.key.toLowerCase());
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    // Digits grade from here too; N must not reach the page, where it is a grade.
    event.preventDefault();
    event.stopPropagation();
    if (!this.#button(act).hidden) this.#act(act);
  }

  /** @param {string | undefined} act */
  #act(act) {
    const question = QUESTIONS[this.#here];
    if (act === 'leave') this.#leave(null);
    else if (act === 'take') this.#leave(this.#here);
    else if (act === 'back') this.#back();
    else if (question && (act === 'yes' || act === 'no')) this.#go(question[act]);
  }

  get #here() {
    return this.#path[this.#path.length - 1];
  }

  /** @param {string} next */
  #go(next) {
    this.#path.push(next);
    this.#ask();
  }

  #back() {
    if (this.#path.length === 1) return this.#leave(null);
    this.#path.pop();
    return this.#ask();
  }

  #ask() {
    const question = QUESTIONS[this.#here];
    const name = this.#show(question ? null : this.#here);
    const words = part(this.#root, 'question');
    words.textContent = question ? question.words : 'This leads to:';
    for (const act of ['yes', 'no']) this.#button(act).hidden = !question;
    this.#outcome.hidden = Boolean(question);
    this.#outcome.textContent = `Grade it ${name}`;
    if (question) words.focus();
    else this.#outcome.focus();
  }

  /** @param {string} act */
  #button(act) {
    return one(this.#root, `[data-act="${act}"]`, HTMLButtonElement);
  }
}
