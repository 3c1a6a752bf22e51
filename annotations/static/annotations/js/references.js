// @ts-check
/** The references of the open mark: rows to fill in, folded away. */

/** @import { Reference } from './types.js' */
/** @import { ReferenceField } from './reference-row.js' */

import { one, part } from './dom.js';
import { ReferenceRow } from './reference-row.js';
import { wrongIn } from './unfinished.js';
import { same } from './values.js';

/** @type {Reference} */
const BLANK = { address: '', archived_address: '', seen: null, note: '' };

export class References {
  #root;
  #change;
  /** Among them what is not said yet: a blank row, and an address while it is typed. @type {Reference[]} */
  #rows = [];
  /** @type {Reference[]} */
  #said = [];
  /** @type {ReferenceRow[]} */
  #views = [];

  /**
   * @param {HTMLElement} root a fold
   * @param {(references: Reference[], typing: string) => void} change
   */
  constructor(root, change) {
    this.#root = root;
    this.#change = change;
    one(root, '[data-act="add-reference"]', HTMLElement).addEventListener('click', () => this.#add());
  }

  /** @param {Reference[]} references as the mark has them */
  show(references) {
    if (!same(references, this.#said)) {
      this.#said = references;
      this.#rows = references;
    }
    this.#draw();
  }

  /** Says what was typed and does not fit yet: the card, or the page, is being left. */
  settle() {
    this.#say('');
  }

  #draw() {
    if (!this.#rows.length) this.#rows = [BLANK];
    while (this.#views.length > this.#rows.length) this.#views.pop()?.root.remove();
    while (this.#views.length < this.#rows.length) this.#addView();
    const count = this.#rows.length;
    for (const [place, view] of this.#views.entries()) {
      const row = this.#rows[place];
      view.show(row, { place, count, isSaid: this.#said.includes(row) });
    }
    part(this.#root, 'references-said').textContent = saidIn(this.#said);
    if (this.#said.some(isWrong)) this.#root.setAttribute('open', '');
  }

  #addView() {
    const place = this.#views.length;
    const view = new ReferenceRow(this.#rows[place], {
      change: (row, field, isTyping) => this.#set(place, row, field, isTyping),
      remove: () => this.#remove(place),
    });
    this.#views.push(view);
    part(this.#root, 'references').append(view.root);
  }

  #add() {
    if (this.#rows.every((row) => !same(row, BLANK))) this.#rows = [...this.#rows, BLANK];
    this.#draw();
    this.#views[this.#rows.length - 1].focus();
  }

  /**
   * While an address is typed it is none yet: it is not said until it is one, or until the field is left.
   * @param {number} place
   * @param {Reference} row
   * @param {ReferenceField} field
   * @param {boolean} isTyping
   */
  #set(place, row, field, isTyping) {
    this.#rows = this.#rows.with(place, row);
    if (isTyping && isWrong(row) && !same(row, BLANK)) this.#draw();
    else this.#say(isTyping ? `reference ${place} ${field}` : '');
  }

  /** @param {number} place */
  #remove(place) {
    this.#rows = this.#rows.toSpliced(place, 1);
    this.#say('');
    this.#views[Math.min(place, this.#views.length - 1)].focus();
  }

  /** @param {string} typing the field that is being typed into */
  #say(typing) {
    const said = this.#rows.filter((row) => !same(row, BLANK));
    const isNew = !same(said, this.#said);
    this.#said = said;
    if (isNew) this.#change(said, typing);
    this.#draw();
  }
}

/** @param {Reference} reference */
const isWrong = (reference) => Object.values(wrongIn(reference)).some(Boolean);

/** @param {Reference[]} references */
function saidIn(references) {
  const addresses = references.map(({ address }) => address.replace(/^https?:\/\/(?:www\.)?/i, ''));
  return addresses.length > 1 ? `${addresses.length}: ${addresses.join(', ')}` : addresses.join('');
}
