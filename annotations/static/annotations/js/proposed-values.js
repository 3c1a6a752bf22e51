// @ts-check
/** The line of an open card that says what is proposed for its fields; each value is a button that takes it. */

/** @import { Vocabulary } from './card-words.js' */
/** @import { Proposal } from './proposals.js' */

import { closest, element, one, part } from './dom.js';
import { same } from './values.js';

/** What a field is called, and under which key the vocabulary has its values. @type {Record<string, [string, string]>} */
const FIELDS = {
  part: ['Part', 'part'],
  mode: ['Mode', 'mode'],
  type: ['Type', 'typo_type'],
  severity: ['Severity', 'severity'],
  in_quotation: ['In quotation', ''],
  locus: ['Locus', 'locus'],
};

export class ProposedValues {
  #root;
  #vocabulary;
  #leave;
  /** @type {Proposal[]} */
  #proposals = [];

  /**
   * @param {HTMLElement} root
   * @param {Vocabulary} vocabulary
   * @param {object} card
   * @param {(proposals: Proposal[]) => void} card.take
   * @param {() => void} card.leave the button that had the focus is gone
   */
  constructor(root, vocabulary, { take, leave }) {
    this.#root = root;
    this.#vocabulary = vocabulary;
    root.addEventListener('click', (event) => {
      const button = closest(event, 'button');
      if (!button) return;
      const place = [...part(root, 'values').children].indexOf(button);
      take(place < 0 ? this.#proposals : [this.#proposals[place]]);
    });
    this.#leave = leave;
  }

  /** @param {Proposal[]} proposals */
  show(proposals) {
    if (same(proposals, this.#proposals)) return;
    const hadFocus = this.#root.contains(document.activeElement);
    this.#proposals = proposals;
    this.#root.hidden = !proposals.length;
    part(this.#root, 'values').replaceChildren(...proposals.map((proposal) => this.#button(proposal)));
    part(this.#root, 'all').textContent = proposals.length > 1 ? 'Take all' : 'Take it';
    if (hadFocus && proposals.length) one(this.#root, 'button', HTMLElement).focus();
    else if (hadFocus) this.#leave();
  }

  /**
   * What is proposed, in words.
   * @returns {string} '' where nothing is
   */
  get words() {
    return this.#proposals.map((proposal) => this.#wordsOf(proposal).join(' ')).join(', ');
  }

  /** @param {Proposal} proposal */
  #button(proposal) {
    const [field, value] = this.#wordsOf(proposal);
    const button = element('button', '', 'proposed-value');
    button.setAttribute('type', 'button');
    button.title = `Take “${value}”`;
    button.append(`${field} `, element('b', value));
    return button;
  }

  /** @param {Proposal} proposal */
  #wordsOf({ field, value, row }) {
    const isAmongRows = this.#proposals.filter((one) => one.field === field).length > 1;
    const [words, choices] = FIELDS[field];
    return [isAmongRows && row !== null ? `${words} ${row + 1}` : words, this.#valueWords(choices, value)];
  }

  /**
   * @param {string} choices
   * @param {string | boolean} value
   */
  #valueWords(choices, value) {
    return typeof value === 'string' ? this.#vocabulary.short(choices, value) : 'yes';
  }
}
