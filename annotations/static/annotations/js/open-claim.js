// @ts-check
/** The open card of a claim: its grade, whom it is credited to, and what kind of claim it is. */

/** @import { Attribution, ClaimContent, Entry, Role, Selected } from './types.js' */
/** @import { CardPage } from './open-card.js' */

import { AttributionRow } from './attribution-row.js';
import { isBlank, newAttribution, piecesOf, withPiece } from './claims.js';
import { part } from './dom.js';
import { GradePicker } from './grade-picker.js';
import { tellLinks } from './links.js';
import { OpenCard } from './open-card.js';
import { same } from './values.js';

export class OpenClaim extends OpenCard {
  #picker;
  /** Rows in which nothing is said yet are among them: they are shown, and not kept. @type {Attribution[]} */
  #rows = [];
  /** @type {AttributionRow[]} */
  #views = [];
  #current = 0;

  /**
   * @param {Entry} entry a claim
   * @param {CardPage} page
   */
  constructor(entry, page) {
    super(entry, page, 'open-claim-template');
    this.#picker = new GradePicker(part(this.root, 'grade'), page.grades, (key) => this.grade(key));
  }

  /**
   * @override
   * @param {Entry} entry
   */
  show(entry) {
    super.show(entry);
    const content = /** @type {ClaimContent} */ (entry.content);
    part(this.root, 'quote').textContent = content.span.quote;
    part(this.root, 'kind-said').textContent = this.#kindSaid(content);
    tellLinks(part(this.root, 'links'), content.span, this.page.reading.links);
    this.#picker.show(content.grade);
    if (!same(kept(this.#rows), content.attributions)) this.#rows = content.attributions;
    this.#showRows();
  }

  /** Puts the focus where one digit grades. @override */
  focus() {
    this.#picker.focus();
  }

  /** Keeps names that were typed and not yet chosen. @override */
  settle() {
    super.settle();
    for (const view of [...this.#views]) view.settle();
  }

  /** @param {string | null} key */
  grade(key) {
    this.save({ grade: key });
  }

  /** Puts the focus where the source of the current row is named, and offers names. @override */
  specify() {
    this.#views[this.#current].offer();
  }

  /**
   * Grades.
   * @override
   * @param {string} key
   */
  choose(key) {
    this.grade(key);
    return `Graded ${this.page.vocabulary.grade(key)}`;
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

  /**
   * @override
   * @param {string | undefined} act
   */
  clicked(act) {
    if (act === 'add') this.#addRow();
    else super.clicked(act);
  }

  /** @param {ClaimContent} content */
  #kindSaid({ claim_type, check_worthy, part: place }) {
    const { vocabulary } = this.page;
    const worthy = check_worthy && `check-worthy: ${vocabulary.choice('check_worthy', check_worthy)}`;
    return [vocabulary.choice('claim_type', claim_type), worthy, vocabulary.choice('part', place)].filter(Boolean).join(' · ');
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
    if (isSaid) this.save({ attributions: kept(rows) });
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
    const { sources, vocabulary, saving } = this.page;
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
}

/** @param {Attribution[]} rows */
const kept = (rows) => rows.filter((row) => !isBlank(row));
