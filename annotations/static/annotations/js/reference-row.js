// @ts-check
/** One reference of the open mark: what bears on it outside the article. */

/** @import { Reference } from './types.js' */

import { made, one, part } from './dom.js';
import { wrongIn } from './unfinished.js';

/** @typedef {'address' | 'archived_address' | 'seen' | 'note'} ReferenceField */

/** @type {ReferenceField[]} */
const FIELDS = ['address', 'archived_address', 'seen', 'note'];

let madeSoFar = 0;

export class ReferenceRow {
  #reference;
  #inputs;

  /**
   * @param {Reference} reference
   * @param {object} page
   * @param {(reference: Reference, field: ReferenceField, isTyping: boolean) => void} page.change
   * @param {() => void} page.remove
   */
  constructor(reference, { change, remove }) {
    this.#reference = reference;
    this.root = made('reference-template');
    this.#inputs = new Map(FIELDS.map((field) => [field, this.#input(field)]));
    for (const [field, input] of this.#inputs) {
      input.addEventListener('input', () => change(this.#changed(field, input.value), field, true));
      input.addEventListener('change', () => change(this.#reference, field, false));
    }
    one(this.root, '[data-act="remove"]', HTMLElement).addEventListener('click', remove);
    this.#nameSentences();
  }

  /**
   * Shows what the reference says. What is being typed stays as it is.
   * @param {Reference} reference
   * @param {{place: number, count: number, isSaid: boolean}} among isSaid: what is wrong in it is pointed out
   */
  show(reference, { place, count, isSaid }) {
    this.#reference = reference;
    part(this.root, 'title').textContent = count > 1 ? `Reference ${place + 1} of ${count}` : 'Reference';
    const wrong = new Map(isSaid ? Object.entries(wrongIn(reference)) : []);
    for (const [field, input] of this.#inputs) {
      if (input !== document.activeElement) input.value = reference[field] ?? '';
      this.#point(field, input, wrong.get(field) ?? '');
    }
  }

  /** Puts the focus where the address is typed. */
  focus() {
    this.#input('address').focus({ preventScroll: true });
  }

  /**
   * @param {ReferenceField} field
   * @param {string} value
   * @returns {Reference}
   */
  #changed(field, value) {
    const said = field === 'note' ? value : value.trim();
    return { ...this.#reference, [field]: field === 'seen' ? said || null : said };
  }

  /**
   * Says at a field what is wrong with it.
   * @param {ReferenceField} field
   * @param {HTMLInputElement} input
   * @param {string} words
   */
  #point(field, input, words) {
    const sentence = this.root.querySelector(`[data-wrong="${field}"]`);
    if (!(sentence instanceof HTMLElement)) return;
    sentence.textContent = words;
    sentence.hidden = !words;
    input.classList.toggle('is-invalid', words !== '');
    input.setAttribute('aria-invalid', String(words !== ''));
  }

  #nameSentences() {
    madeSoFar += 1;
    for (const field of FIELDS) {
      const sentence = this.root.querySelector(`[data-wrong="${field}"]`);
      if (!sentence) continue;
      sentence.id = `reference-${madeSoFar}-${field}`;
      this.#input(field).setAttribute('aria-describedby', sentence.id);
    }
  }

  /** @param {ReferenceField} field */
  #input(field) {
    return one(this.root, `[data-of="${field}"]`, HTMLInputElement);
  }
}
