// @ts-check
/**
 * The open card of a mark: what is alike for every kind. What the person does in it is saved at once; what changes
 * elsewhere shows in it. open-claim.js, open-typo.js and open-contradiction.js say what is of one kind.
 */

/** @import { Content, Entry, Grade, Selected, Span, Trouble, VersionName } from './types.js' */
/** @import { Vocabulary } from './card-words.js' */
/** @import { Marks } from './marks.js' */
/** @import { Panes } from './panes.js' */
/** @import { Article, Proposal } from './proposals.js' */
/** @import { Reading } from './reading.js' */
/** @import { Saving } from './saving.js' */
/** @import { Sources } from './sources.js' */

import { cardWords } from './card-words.js';
import { drawChip } from './chip.js';
import { closest, made, one, part } from './dom.js';
import { Fields } from './fields.js';
import { proposalsFor, withProposals } from './proposals.js';
import { ProposedValues } from './proposed-values.js';
import { References } from './references.js';
import { troubleNotice, wayBack } from './trouble.js';

/** @typedef {'next' | 'previous' | 'close' | 'leave' | 'withdraw' | 'borders'} Act What the card asks of the page. */

/**
 * What the card needs of the page.
 * @typedef {object} CardPage
 * @property {Grade[]} grades
 * @property {Vocabulary} vocabulary
 * @property {Sources} sources
 * @property {Marks} marks
 * @property {Reading} reading the article under review
 * @property {Panes} panes it, and what stands beside it
 * @property {VersionName} here the article under review
 * @property {Record<string, VersionName>} versions the other texts in which sides lie
 * @property {Saving} saving
 * @property {(act: Act) => void} act
 */

const ACTS = ['next', 'previous', 'close', 'withdraw', 'borders'];

export class OpenCard {
  #fields;
  #references;
  #proposed;
  /** @type {Trouble | null} */
  #trouble = null;

  /**
   * @param {Entry} entry
   * @param {CardPage} page
   * @param {string} template of the card's kind
   */
  constructor(entry, page, template) {
    this.page = page;
    this.id = entry.id;
    this.root = made(template);
    this.#fields = new Fields(this.root, (field, value, isTyped) => this.save({ [field]: value }, isTyped ? field : ''));
    this.#references = new References(part(this.root, 'reference-fold'), (references, typing) => {
      this.save({ references }, typing);
    });
    this.#proposed = new ProposedValues(part(this.root, 'proposed'), page.vocabulary, {
      take: (proposals) => this.#take(proposals),
      leave: () => part(this.root, 'title').focus({ preventScroll: true }),
    });
    this.root.addEventListener('click', (event) => this.clicked(closest(event, '[data-act]')?.dataset.act));
    this.root.addEventListener('focusout', () => page.saving.pause());
  }

  /**
   * Shows the mark as it now stands. No element that could have the focus is made anew.
   * @param {Entry} entry
   */
  show(entry) {
    const words = cardWords(entry, this.page.vocabulary);
    drawChip(part(this.root, 'chip'), words);
    part(this.root, 'title').textContent = titleOf(entry);
    part(this.root, 'note-said').textContent = entry.content.note;
    this.#fields.show(entry.content);
    this.#references.show(entry.content.references);
    this.#proposed.show(proposalsFor(entry.content, this.#article));
    part(this.root, 'way-back').textContent = wayBack(entry);
    if (entry.trouble !== this.#trouble) this.#showTrouble(entry);
  }

  /** Puts the focus where the work on this kind begins. */
  focus() {
    part(this.root, 'title').focus({ preventScroll: true });
  }

  /** Puts the focus where the mark is told more closely. */
  specify() {
    one(this.root, '[data-field="type"]', HTMLSelectElement).focus({ preventScroll: true });
  }

  /**
   * Chooses by digit among the few steps of one frame, of which the first is 1; again, takes the choice back.
   * @param {string} digit
   * @returns {string} what was done, '' where there is no such step
   */
  choose(digit) {
    const step = this.root.querySelectorAll('fieldset[data-field] label')[Number(digit) - 1];
    if (!(step instanceof HTMLElement)) return '';
    const radio = one(step, 'input', HTMLInputElement);
    radio.click();
    return `${radio.checked ? 'Chosen' : 'Taken back'}: ${part(step, 'term').textContent}`;
  }

  /** What says what the mark lacks before it can be saved. */
  get lacking() {
    return part(this.root, 'unfinished');
  }

  /** Keeps what was typed and not yet said or chosen. */
  settle() {
    this.#references.settle();
  }

  /**
   * Fills in all that is proposed, in one step.
   * @returns {string} what that was, in words; '' for nothing
   */
  takeProposals() {
    const { words } = this.#proposed;
    this.#take(proposalsFor(this.content, this.#article));
    return words;
  }

  /**
   * The place whose borders can be moved.
   * @param {Span} _near where the person works: of several places the one there
   * @param {number} version in whose text
   * @returns {Span | null}
   */
  borders(_near, version) {
    const { content } = this;
    return content.kind === 'contradiction' || version !== this.page.marks.version ? null : content.span;
  }

  /**
   * Moves the mark's borders.
   * @param {Selected} selected
   * @returns {string} why nothing was changed, '' where it was
   */
  moveBorders({ span, words }) {
    this.save(/** @type {Partial<Content>} */ ({ span: { ...span, quote: words } }));
    return '';
  }

  /** @returns {Content} what the mark says now */
  get content() {
    return /** @type {Entry} */ (this.page.marks.get(this.id)).content;
  }

  /**
   * @param {Partial<Content>} fields
   * @param {string} [typing] the field that is being typed into
   */
  save(fields, typing = '') {
    this.page.saving.save(this.id, /** @type {Content} */ ({ ...this.content, ...fields }), typing);
  }

  /** @param {string | undefined} act */
  clicked(act) {
    if (act === 'give-up') this.page.saving.takeTheirs(this.id);
    if (act && ACTS.includes(act)) this.page.act(/** @type {Act} */ (act));
  }

  /** @param {Proposal[]} proposals */
  #take(proposals) {
    if (proposals.length) this.save(withProposals(this.content, proposals));
  }

  /** @returns {Article} what proposals are worked out from */
  get #article() {
    const { reading, marks, panes, sources, here, versions } = this.page;
    const claim = (/** @type {string} */ mark) => {
      const entry = panes.all.map((one) => one.marks.get(mark)).find(Boolean);
      return entry?.content.kind === 'claim' && !entry.withdrawn ? entry.content : null;
    };
    const textOf = (/** @type {number} */ version) => panes.of(version) ?? null;
    const outletOf = (/** @type {number} */ version) => (version === marks.version ? here : versions[version])?.outlet ?? '';
    const { index, blocks, parts } = reading;
    return { index, blocks, parts, version: marks.version, names: sources.names, claim, textOf, outletOf };
  }

  /** @param {Entry} entry */
  #showTrouble(entry) {
    const { vocabulary, saving } = this.page;
    const { trouble } = entry;
    const [place, unfinished] = [part(this.root, 'trouble'), part(this.root, 'unfinished')];
    const hadFocus = [place, unfinished].some((one) => one.contains(document.activeElement));
    this.#trouble = trouble;
    // What lacks is said where it lacks; at the foot only that it keeps the mark from being saved.
    unfinished.hidden = trouble?.kind !== 'unfinished';
    part(unfinished, 'lack').textContent = trouble?.kind === 'unfinished' ? trouble.words : '';
    const isRefused = trouble && trouble.kind !== 'unfinished';
    place.replaceChildren(...(isRefused ? [troubleNotice(entry, trouble, vocabulary, saving)] : []));
    if (hadFocus) this.focus();
  }
}

const KINDS = { claim: 'Claim', typo: 'Typo', contradiction: 'Contradiction' };

/** @param {Entry} entry */
export const titleOf = ({ content, number, home }) => {
  return `${KINDS[content.kind]} ${number}${content.kind === 'contradiction' && home ? home.letter : ''}`;
};
