// @ts-check
/** The grade picker: eight steps, each with its definition and an example at the point of choice. */

/** @import { Grade } from './types.js' */

import { closest, one, part } from './dom.js';
import { HelpMeGrade } from './help-me-grade.js';
import { OUTCOMES } from './questions.js';

const HOW_TO_CHOOSE = 'Press a digit or N. The arrow keys show what each step means.';
const HOW_TO_TAP = 'Tap a step. What it means then shows here; you can take it back.';

const STEPS = new Map([['ArrowRight', 1], ['ArrowDown', 1], ['ArrowLeft', -1], ['ArrowUp', -1]]);

export class GradePicker {
  #root;
  #grades;
  #choose;
  #radios;
  #codebook;
  #help;
  /** @type {string | null} */
  #chosen = null;
  #isWalking = true;
  /** @type {string | null} the step under the mouse since it last moved; a save that comes back leaves it shown */
  #hovered = null;

  /**
   * @param {HTMLElement} root
   * @param {Grade[]} grades
   * @param {(key: string | null) => void} choose the person has graded, or taken the grade back
   */
  constructor(root, grades, choose) {
    this.#root = root;
    this.#grades = grades;
    this.#choose = choose;
    this.#radios = [...root.querySelectorAll('input')];
    this.#codebook = part(root, 'codebook').getAttribute('href') ?? '';
    this.#help = new HelpMeGrade(part(root, 'questions'), {
      show: (key) => this.#lead(key),
      leave: (key) => this.#leaveHelp(key),
    });
    // Another codebook may have other steps.
    const leadsSomewhere = OUTCOMES.every((key) => grades.some((grade) => grade.key === key));
    one(root, '[data-act="help"]', HTMLElement).hidden = !leadsSomewhere;
    this.#listen();
  }

  /**
   * Shows which grade the claim has.
   * @param {string | null} key
   */
  show(key) {
    const isNew = key !== this.#chosen;
    if (isNew && this.#isHelping) this.#closeHelp();
    this.#chosen = key;
    if (isNew) this.#hovered = null;
    for (const radio of this.#radios) radio.checked = radio.value === key;
    // Or Enter would choose the step on which the focus was left.
    if (isNew && this.#focused()) this.focus();
    if (!this.#isHelping) this.#defineHere();
  }

  /** Puts the focus where one digit grades. What the step there means shows only once the person walks. */
  focus() {
    this.#isWalking = false;
    (this.#radios.find((radio) => radio.checked) ?? this.#radios[0]).focus({ preventScroll: true });
  }

  #listen() {
    const keys = part(this.#root, 'keys');
    keys.addEventListener('change', (event) => this.#choose(/** @type {HTMLInputElement} */ (event.target).value));
    keys.addEventListener('keydown', (event) => this.#walk(event));
    keys.addEventListener('pointermove', (event) => this.#hover(event));
    keys.addEventListener('pointerleave', () => {
      this.#hovered = null;
      this.#defineHere();
    });
    keys.addEventListener('focusin', () => this.#defineHere());
    keys.addEventListener('focusout', () => {
      this.#isWalking = true;
      this.#define(this.#chosen);
    });
    this.#root.addEventListener('click', (event) => {
      const act = closest(event, '[data-act]')?.dataset.act;
      if (act === 'help') this.#openHelp();
      if (act === 'ungrade') this.#takeBack();
    });
  }

  /**
   * Arrows go from step to step and show what each means; only Enter, Space or a digit chooses. The browser's own
   * radio buttons would choose while one walks.
   * @param {KeyboardEvent} event
   */
  #walk(event) {
    const focused = this.#focused();
    const step = STEPS.get(event.key);
    if (!focused || (!step && event.key !== 'Enter')) return;
    event.preventDefault();
    const count = this.#radios.length;
    this.#isWalking = true;
    this.#hovered = null;
    if (step) this.#radios[(this.#radios.indexOf(focused) + step + count) % count].focus();
    else this.#choose(focused.value);
  }

  /**
   * A mouse shows what a step means before it chooses; only when it moves, not when a card opens under it.
   * @param {PointerEvent} event
   */
  #hover(event) {
    const radio = closest(event, 'label')?.querySelector('input');
    if (!radio || event.pointerType !== 'mouse') return;
    this.#hovered = radio.value;
    this.#defineHere();
  }

  /** The step under the mouse, else that in focus while the person walks, else the chosen one. */
  #defineHere() {
    this.#define(this.#hovered || (this.#isWalking && this.#focused()?.value) || this.#chosen);
  }

  #focused() {
    return this.#radios.find((radio) => radio === document.activeElement);
  }

  /**
   * Shows what a grade means; without one, how to choose.
   * @param {string | null} key
   */
  #define(key) {
    const definition = part(this.#root, 'definition');
    const grade = this.#grades.find((one) => one.key === key);
    definition.className = `gp-def d-${grade?.key ?? 'x'}`;
    part(definition, 'label').textContent = grade ? `${grade.key} · ${grade.label}` : 'Not yet graded';
    part(definition, 'words').textContent = grade?.definition ?? (isTouched() ? HOW_TO_TAP : HOW_TO_CHOOSE);
    part(definition, 'example').textContent = grade?.example ?? '';
    part(definition, 'codebook').setAttribute('href', `${this.#codebook}${grade ? `#grade-${grade.key}` : ''}`);
    one(definition, '[data-act="ungrade"]', HTMLElement).hidden = !grade || grade.key !== this.#chosen;
    return grade ? `${grade.key} · ${grade.label}` : '';
  }

  /**
   * Shows where the questions have led; until then no step's meaning, which would suggest an answer.
   * @param {string | null} key
   */
  #lead(key) {
    part(this.#root, 'definition').hidden = key === null;
    return this.#define(key);
  }

  #takeBack() {
    this.#choose(null);
    this.focus();
  }

  get #isHelping() {
    return part(this.#root, 'keys').hidden;
  }

  #openHelp() {
    part(this.#root, 'keys').hidden = true;
    this.#help.open();
  }

  #closeHelp() {
    this.#help.close();
    part(this.#root, 'keys').hidden = false;
    part(this.#root, 'definition').hidden = false;
    this.focus();
  }

  /** @param {string | null} key the grade that the questions led to, null: none was taken */
  #leaveHelp(key) {
    if (key) this.#choose(key);
    if (this.#isHelping) this.#closeHelp();
    this.#defineHere();
  }
}

const isTouched = () => matchMedia('(pointer: coarse)').matches;
