// @ts-check
/** One source that the open claim is credited to: who, in which words, and how. */

/** @import { Attribution, Role, SourceContent } from './types.js' */
/** @import { Sources } from './sources.js' */
/** @import { Vocabulary } from './card-words.js' */

import { ROLES, piecesOf, withoutPiece } from './claims.js';
import { closest, made, one, part } from './dom.js';
import { SourceField } from './source-field.js';
import { same } from './values.js';

/**
 * What a row needs of the page.
 * @typedef {object} RowPage
 * @property {Sources} sources
 * @property {Vocabulary} vocabulary
 * @property {(row: Attribution) => void} change
 * @property {(content: SourceContent) => string} propose
 * @property {(act: 'up' | 'remove' | 'current') => void} act
 */

/** @type {Record<Role, string>} */
const WORDS = { source: 'source', cue: 'cue', relay: 'relay' };

export class AttributionRow {
  #page;
  /** @type {Attribution} */
  #row;
  #fields;

  /**
   * @param {Attribution} row
   * @param {RowPage} page
   */
  constructor(row, page) {
    this.#page = page;
    this.#row = row;
    this.root = made('attribution-template');
    this.#fields = { source: this.#sourceField('source', 'source'), relay: this.#sourceField('relay', 'relayed_by') };
    this.#listen();
  }

  /**
   * @param {Attribution} row
   * @param {{place: number, count: number, isCurrent: boolean}} among the claim's rows
   */
  show(row, { place, count, isCurrent }) {
    this.#row = row;
    this.#head(place, count, isCurrent);
    this.#fields.source.show(row.source);
    this.#fields.relay.show(row.relayed_by);
    for (const role of ROLES) this.#showPieces(role);
    this.#select('mode').value = row.mode;
    this.#select('stance').value = row.stance;
    this.#select('anonymity_reason').value = row.anonymity_reason === null ? '' : String(row.anonymity_reason);
    part(this.root, 'more-said').textContent = this.#moreSaid();
  }

  /** Puts the focus where a name is typed. */
  focus() {
    one(this.root, 'input', HTMLInputElement).focus({ preventScroll: true });
  }

  /** Puts the focus where a name is typed, and offers names. */
  offer() {
    this.focus();
    this.#fields.source.offer();
  }

  /** Keeps names that were typed and not yet chosen. */
  settle() {
    this.#fields.source.settle();
    this.#fields.relay.settle();
  }

  #listen() {
    this.root.addEventListener('focusin', () => this.#page.act('current'));
    this.root.addEventListener('pointerdown', () => this.#page.act('current'));
    this.root.addEventListener('change', (event) => this.#chosen(closest(event, 'select[data-field]')));
    this.root.addEventListener('click', (event) => {
      const act = closest(event, '[data-act]')?.dataset.act;
      if (act === 'up' || act === 'remove') this.#page.act(act);
      const piece = closest(event, '[data-part="remove"]');
      if (piece) this.#removePiece(piece);
    });
  }

  /**
   * @param {string} role
   * @param {'source' | 'relayed_by'} field
   */
  #sourceField(role, field) {
    const { sources, vocabulary, change, propose } = this.#page;
    return new SourceField(one(this.root, `[data-source="${role}"]`, HTMLElement), {
      sources,
      propose,
      kindWords: (kind) => vocabulary.choice('kind', kind),
      suggestion: () => piecesOf(this.#row, /** @type {Role} */ (role))[0]?.quote ?? '',
      choose: (source) => change({ ...this.#row, [field]: source }),
    });
  }

  /**
   * @param {number} place
   * @param {number} count
   * @param {boolean} isCurrent
   */
  #head(place, count, isCurrent) {
    this.root.classList.toggle('is-current', isCurrent && count > 1);
    this.root.setAttribute('aria-label', count > 1 ? `Source ${place + 1} of ${count}` : 'Who says so');
    one(this.root, '.said-head', HTMLElement).hidden = count === 1;
    part(this.root, 'title').textContent = `Source ${place + 1}`;
    part(this.root, 'current').hidden = !isCurrent;
    one(this.root, '[data-act="up"]', HTMLElement).hidden = place === 0;
  }

  /** @param {Role} role */
  #showPieces(role) {
    const root = one(this.root, `[data-pieces="${role}"]`, HTMLElement);
    const pieces = piecesOf(this.#row, role);
    const list = part(root, 'list');
    part(root, 'hint').hidden = pieces.length > 0;
    // Drawn anew only where they are others: a button in it may have the focus.
    const drawn = [...list.children].map((piece) => part(piece, 'words').textContent);
    const quotes = pieces.map(({ quote }) => quote);
    if (same(drawn, quotes)) return;
    list.replaceChildren(...quotes.map((quote) => this.#piece(role, quote, root.dataset.look ?? '')));
  }

  /**
   * @param {Role} role
   * @param {string} quote
   * @param {string} look
   */
  #piece(role, quote, look) {
    const piece = made('piece-template');
    part(piece, 'words').textContent = quote;
    part(piece, 'words').className = look;
    part(piece, 'remove').setAttribute('aria-label', `Remove “${quote}” from the ${WORDS[role]}`);
    return piece;
  }

  /** @param {HTMLElement} button */
  #removePiece(button) {
    const root = /** @type {HTMLElement} */ (button.closest('[data-pieces]'));
    const role = /** @type {Role} */ (root.dataset.pieces);
    const place = [...part(root, 'list').children].findIndex((piece) => piece.contains(button));
    this.#page.change(withoutPiece(this.#row, role, place));
    const left = root.querySelector('button');
    if (left) left.focus();
    else this.focus();
  }

  /** @param {HTMLElement | null} select */
  #chosen(select) {
    if (!(select instanceof HTMLSelectElement)) return;
    const { field = '' } = select.dataset;
    const value = field === 'anonymity_reason' ? { true: true, false: false }[select.value] ?? null : select.value;
    this.#page.change({ ...this.#row, [field]: value });
  }

  /** What the folded part says, in short. */
  #moreSaid() {
    const { sources, vocabulary } = this.#page;
    const relay = this.#row.relayed_by && `relayed by ${sources.nameOf(this.#row.relayed_by)}`;
    const stance = vocabulary.choice('stance', this.#row.stance).split(' (')[0];
    return [vocabulary.choice('mode', this.#row.mode), stance, relay].filter(Boolean).join(' · ');
  }

  /** @param {string} field */
  #select(field) {
    return one(this.root, `select[data-field="${field}"]`, HTMLSelectElement);
  }
}
