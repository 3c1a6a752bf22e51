// @ts-check
/** The open card of a contradiction: its sides, and how they do not fit together. */

/** @import { ContradictionContent, Entry, Selected, Side, Span } from './types.js' */
/** @import { CardPage } from './open-card.js' */

import { claimsBeyond, nearestSide, newSide, sideOf, whyNot } from './contradictions.js';
import { one, part } from './dom.js';
import { showMeanings } from './meaning.js';
import { OpenCard } from './open-card.js';
import { SideRow } from './side-row.js';
import { lackOfSides } from './unfinished.js';

/** So much of a claim stands in the menu; the whole stands in the text. */
const MENU_LENGTH = 70;

export class OpenContradiction extends OpenCard {
  /** @type {SideRow[]} */
  #rows = [];
  #menu;
  #add;
  /** The claims that the menu offers, as it was last made. */
  #offered = '';

  /**
   * @param {Entry} entry a contradiction
   * @param {CardPage} page
   */
  constructor(entry, page) {
    super(entry, page, 'open-contradiction-template');
    this.#menu = one(this.root, '[data-part="claims"]', HTMLSelectElement);
    this.#add = one(this.root, '[data-act="add-claim"]', HTMLButtonElement);
    this.#menu.addEventListener('change', () => this.#letAdd());
    this.#add.addEventListener('click', () => this.#addClaim());
  }

  /**
   * @override
   * @param {Entry} entry
   */
  show(entry) {
    super.show(entry);
    const { sides } = this.content;
    const { panes } = this.page;
    while (this.#rows.length > sides.length) this.#rows.pop()?.root.remove();
    while (this.#rows.length < sides.length) this.#addRow();
    for (const [place, row] of this.#rows.entries()) {
      const side = sides[place];
      row.show(side, { place, count: sides.length, where: this.#where(side), claim: this.#claimWords(side), way: panes.wayTo(side.version, this.id) });
    }
    part(this.root, 'same-side').textContent = this.wantsSide ? '' : lackOfSides(this.content);
    part(this.root, 'first-hint').hidden = !this.wantsSide;
    part(this.root, 'more-hint').hidden = this.wantsSide;
    this.#showMenu();
    showMeanings(this.root);
  }

  /** @returns {ContradictionContent} @override */
  get content() {
    return /** @type {ContradictionContent} */ (super.content);
  }

  /** Whether the other side is still to be marked. */
  get wantsSide() {
    return this.content.sides.length < 2;
  }

  /**
   * Adds a passage of a text in the page.
   * @param {Selected} selected
   * @returns {string} why nothing was changed, '' where it was
   */
  addSide(selected) {
    return this.#setSides([...this.content.sides, this.#sideOf(selected)]);
  }

  /**
   * The side at a place, else the one nearest to it.
   * @override
   * @param {Span} near
   * @param {number} version
   */
  borders(near, version) {
    return nearestSide(this.content, version, near)?.span ?? null;
  }

  /**
   * @override
   * @param {Selected} selected
   */
  moveBorders(selected) {
    const side = nearestSide(this.content, selected.version, selected.span);
    const moved = this.#sideOf(selected);
    return this.#setSides(this.content.sides.map((one) => (one === side ? moved : one)));
  }

  /** @override */
  get lacking() {
    return this.wantsSide ? part(this.root, 'first-hint') : super.lacking;
  }

  /** @param {Selected} selected */
  #sideOf(selected) {
    return newSide(selected, this.page.panes.where(selected).marks);
  }

  /**
   * @param {Side[]} sides
   * @returns {string} why nothing was changed, '' where it was
   */
  #setSides(sides) {
    const why = whyNot(sides, this.page.marks.version);
    if (!why) this.save({ sides });
    return why;
  }

  #addRow() {
    const place = this.#rows.length;
    const row = new SideRow({
      show: () => this.page.panes.go(this.content.sides[place]),
      remove: () => this.#remove(place),
    });
    this.#rows.push(row);
    part(this.root, 'sides').append(row.root);
  }

  /** @param {number} place */
  #remove(place) {
    this.#say(this.#setSides(this.content.sides.toSpliced(place, 1)));
    this.#rows[Math.min(place, this.#rows.length - 1)].focus();
  }

  /** @param {string} why nothing was changed, '' where it was */
  #say(why) {
    if (why) part(this.root, 'same-side').textContent = why;
  }

  /**
   * Outlet and headline; '' where all sides lie in the text under review.
   * @param {Side} side
   */
  #where({ version }) {
    const { marks, here, versions } = this.page;
    if (this.content.sides.every((one) => one.version === marks.version)) return '';
    const { outlet, headline } = version === marks.version ? here : (versions[version] ?? { outlet: '', headline: 'another article' });
    return [outlet, headline].filter(Boolean).join(': ');
  }

  /** @param {Side} side */
  #claimWords({ claim, version }) {
    const entry = claim && (this.page.panes.of(version)?.marks ?? this.page.marks).get(claim);
    return entry && !entry.withdrawn ? `claim ${entry.number}` : '';
  }

  /** The claims that are no side yet. The menu is made anew only where they are others: it may be open. */
  #showMenu() {
    const claims = claimsBeyond(this.content, this.page.marks.seen());
    const options = claims.map(({ id, number, content }) => ({ id, words: `${number} · ${shortened(content.span.quote)}` }));
    part(this.root, 'from-claim').hidden = !claims.length;
    const offered = options.map(({ id, words }) => `${id} ${words}`).join('\n');
    if (offered === this.#offered) return;
    this.#offered = offered;
    this.#menu.length = 1;
    this.#menu.append(...options.map(({ id, words }) => new Option(words, id)));
    this.#letAdd();
  }

  #letAdd() {
    this.#add.disabled = !this.#menu.value;
  }

  #addClaim() {
    const entry = this.page.marks.get(this.#menu.value);
    if (entry?.content.kind !== 'claim' || entry.withdrawn) return;
    const why = this.#setSides([...this.content.sides, sideOf(entry.id, entry.content, this.page.marks.version)]);
    if (why) return this.#say(why);
    if (part(this.root, 'from-claim').hidden) this.#rows[this.#rows.length - 1].focus();
    else this.#menu.focus();
    return undefined;
  }
}

/** @param {string} quote */
function shortened(quote) {
  const letters = [...quote.replace(/\s+/g, ' ')];
  return letters.length > MENU_LENGTH ? `${letters.slice(0, MENU_LENGTH).join('')}…` : letters.join('');
}
