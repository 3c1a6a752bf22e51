// @ts-check
/** The open card of a claim. What the person does in it is saved at once; what changes elsewhere shows in it. */

/** @import { Attribution, ClaimContent, Entry, Grade, Role, Selected, Trouble } from './types.js' */
/** @import { Vocabulary } from './card-words.js' */
/** @import { Marks } from './marks.js' */
/** @import { Saving } from './saving.js' */
/** @import { Sources } from './sources.js' */

import { AttributionRow } from './attribution-row.js';
import { showChip } from './chip.js';
import { isBlank, newAttribution, piecesOf, withPiece } from './claims.js';
import { closest, made, one, part } from './dom.js';
import { GradePicker } from './grade-picker.js';
import { troubleNotice } from './trouble.js';
import { same } from './values.js';

/** @typedef {'next' | 'previous' | 'close' | 'withdraw'} Act What the card asks of the page. */

/**
 * What the card needs of the page.
 * @typedef {object} EditorPage
 * @property {Grade[]} grades
 * @property {Vocabulary} vocabulary
 * @property {Sources} sources
 * @property {Marks} marks
 * @property {Saving} saving
 * @property {(act: Act) => void} act
 */

const MENUS = /** @type {const} */ (['claim_type', 'check_worthy', 'part']);
const AREAS = /** @type {const} */ (['rationale', 'note']);
const ACTS = ['next', 'previous', 'close', 'withdraw'];

export class Editor {
  #page;
  #mark;
  #picker;
  /** Rows in which nothing is said yet are among them: they are shown, and not kept. @type {Attribution[]} */
  #rows = [];
  /** @type {AttributionRow[]} */
  #views = [];
  #current = 0;
  /** @type {Trouble | null} */
  #trouble = null;

  /**
   * @param {Entry} entry a claim
   * @param {EditorPage} page
   */
  constructor(entry, page) {
    this.#page = page;
    this.#mark = entry.id;
    this.root = made('editor-template');
    this.#picker = new GradePicker(part(this.root, 'grade'), page.grades, (key) => this.grade(key));
    this.#listen();
    this.show(entry);
  }

  /**
   * Shows the claim as it now stands. No element that could have the focus is made anew.
   * @param {Entry} entry
   */
  show(entry) {
    const content = /** @type {ClaimContent} */ (entry.content);
    showChip(part(this.root, 'chip'), content.grade);
    part(this.root, 'title').textContent = `Claim ${entry.number}`;
    part(this.root, 'quote').textContent = content.span.quote;
    this.#picker.show(content.grade);
    if (!same(kept(this.#rows), content.attributions)) this.#rows = content.attributions;
    this.#showRows();
    this.#showFields(content);
    if (entry.trouble !== this.#trouble) this.#showTrouble(entry);
  }

  /** Puts the focus where one digit grades. */
  focus() {
    this.#picker.focus();
  }

  /** Keeps names that were typed and not yet chosen. */
  settle() {
    for (const view of [...this.#views]) view.settle();
  }

  /** @param {string | null} key */
  grade(key) {
    this.#save({ grade: key });
  }

  /**
   * Makes selected words the source, cue or relay of the current row.
   * @param {Role} role
   * @param {Selected} selected
   * @param {boolean} beside as a further piece
   */
  mark(role, { span, words }, beside) {
    const row = this.#rows[this.#current] ?? newAttribution();
    this.#setRow(this.#current, withPiece(row, role, { ...span, quote: words }, beside));
  }

  /**
   * Whether the current row has words of this role already.
   * @param {Role} role
   */
  hasPiece(role) {
    const row = this.#rows[this.#current];
    return row !== undefined && piecesOf(row, role).length > 0;
  }

  #listen() {
    this.root.addEventListener('click', (event) => this.#clicked(closest(event, '[data-act]')?.dataset.act));
    this.root.addEventListener('input', (event) => this.#typed(closest(event, 'textarea[data-field]')));
    this.root.addEventListener('focusout', () => this.#page.saving.outbox.flush());
    this.root.addEventListener('change', (event) => this.#chosen(event.target));
  }

  /** @param {string | undefined} act */
  #clicked(act) {
    if (act === 'add') this.#addRow();
    else if (act && ACTS.includes(act)) this.#page.act(/** @type {Act} */ (act));
  }

  /** @param {HTMLElement | null} field */
  #typed(field) {
    if (!(field instanceof HTMLTextAreaElement)) return;
    const name = field.dataset.field ?? '';
    this.#save({ [name]: field.value }, name);
  }

  /** @param {EventTarget | null} field */
  #chosen(field) {
    if (field === part(this.root, 'unsure')) this.#save({ confidence: this.#unsure.checked ? 'unsure' : 'sure' });
    // Menus of an attribution are its row's.
    if (field instanceof HTMLSelectElement && field.dataset.field && !field.closest('.said-by')) {
      this.#save({ [field.dataset.field]: field.value });
    }
  }

  /** @param {ClaimContent} content */
  #showFields(content) {
    for (const field of MENUS) this.#select(field).value = content[field];
    for (const field of AREAS) {
      const area = one(this.root, `textarea[data-field="${field}"]`, HTMLTextAreaElement);
      if (area !== document.activeElement) area.value = content[field];
    }
    this.#unsure.checked = content.confidence === 'unsure';
    const { vocabulary } = this.#page;
    const worthy = content.check_worthy && `check-worthy: ${vocabulary.choice('check_worthy', content.check_worthy)}`;
    const kind = [vocabulary.choice('claim_type', content.claim_type), worthy, vocabulary.choice('part', content.part)];
    part(this.root, 'kind-said').textContent = kind.filter(Boolean).join(' · ');
    part(this.root, 'note-said').textContent = content.note;
  }

  /** @param {Entry} entry */
  #showTrouble(entry) {
    const { vocabulary, saving } = this.#page;
    const place = part(this.root, 'trouble');
    const hadFocus = place.contains(document.activeElement);
    this.#trouble = entry.trouble;
    place.replaceChildren(...(entry.trouble ? [troubleNotice(entry, entry.trouble, vocabulary, saving)] : []));
    if (hadFocus) this.focus();
  }

  #addRow() {
    if (this.#rows.every((row) => !isBlank(row))) this.#rows = [...this.#rows, newAttribution()];
    this.#current = this.#rows.length - 1;
    this.#showRows();
    this.#views[this.#current].focus();
  }

  /**
   * @param {number} place
   * @param {Attribution} row
   */
  #setRow(place, row) {
    this.#setRows(this.#rows.with(place, row));
  }

  /** @param {Attribution[]} rows */
  #setRows(rows) {
    const isSaid = !same(kept(rows), kept(this.#rows));
    this.#rows = rows;
    if (isSaid) this.#save({ attributions: kept(rows) });
    else this.#showRows();
  }

  /** There is always a row to fill in. */
  #showRows() {
    if (!this.#rows.length) this.#rows = [newAttribution()];
    while (this.#views.length > this.#rows.length) this.#views.pop()?.root.remove();
    while (this.#views.length < this.#rows.length) this.#addView();
    const count = this.#rows.length;
    this.#current = Math.min(this.#current, count - 1);
    for (const [place, view] of this.#views.entries()) {
      view.show(this.#rows[place], { place, count, isCurrent: place === this.#current });
    }
  }

  #addView() {
    const place = this.#views.length;
    const { sources, vocabulary, saving } = this.#page;
    const view = new AttributionRow(this.#rows[place], {
      sources,
      vocabulary,
      change: (row) => this.#setRow(place, row),
      propose: (content) => saving.propose(content),
      act: (act) => this.#rowAct(place, act),
    });
    this.#views.push(view);
    part(this.root, 'attributions').append(view.root);
  }

  /**
   * @param {number} place
   * @param {'up' | 'remove' | 'current'} act
   */
  #rowAct(place, act) {
    if (act === 'current' && place !== this.#current) {
      this.#current = place;
      this.#showRows();
    } else if (act === 'up') {
      this.#setRows(this.#rows.with(place - 1, this.#rows[place]).with(place, this.#rows[place - 1]));
      this.#views[place - 1].focus();
    } else if (act === 'remove') {
      this.#setRows(this.#rows.toSpliced(place, 1));
      this.#views[Math.min(place, this.#views.length - 1)].focus();
    }
  }

  /**
   * @param {Partial<ClaimContent>} fields
   * @param {string} [typing]
   */
  #save(fields, typing = '') {
    const content = this.#page.marks.get(this.#mark)?.content;
    if (content?.kind === 'claim') this.#page.saving.save(this.#mark, { ...content, ...fields }, typing);
  }

  get #unsure() {
    return one(this.root, '[data-part="unsure"]', HTMLInputElement);
  }

  /** @param {string} field */
  #select(field) {
    return one(this.root, `select[data-field="${field}"]`, HTMLSelectElement);
  }
}

/** @param {Attribution[]} rows */
const kept = (rows) => rows.filter((row) => !isBlank(row));
