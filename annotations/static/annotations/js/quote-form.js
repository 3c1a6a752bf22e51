// @ts-check
/** The form that marks words by quoting them, for whoever can't select them in the text. */

/** @import { Entry, Selected } from './types.js' */
/** @import { Desk } from './desk.js' */
/** @import { Markable, Marking } from './marking.js' */
/** @import { Panes } from './panes.js' */
/** @import { Reading } from './reading.js' */

import { one, part } from './dom.js';
import { titleOf } from './open-card.js';
import { NOWHERE, QuotePlaces } from './quote-places.js';

/** @type {Markable[]} What goes to a mark that is open, and may stand there already. */
const OF_A_MARK = ['source', 'cue', 'relay', 'contradiction'];

const BESIDE = 'In the article beside it only sides of contradictions are marked.';

export class QuoteForm {
  #dialog;
  #desk;
  #marking;
  #panes;
  #places;
  #isFromText = false;

  /**
   * @param {{dialog: HTMLDialogElement, openers: HTMLElement[]}} page the buttons in the order of the texts
   * @param {{desk: Desk, marking: Marking, panes: Panes}} parts
   */
  constructor({ dialog, openers }, { desk, marking, panes }) {
    this.#dialog = dialog;
    this.#desk = desk;
    this.#marking = marking;
    this.#panes = panes;
    this.#places = new QuotePlaces(part(dialog, 'where'), panes.here);
    for (const [place, opener] of openers.entries()) opener.addEventListener('click', () => this.open(panes.all[place]));
    part(dialog, 'cancel').addEventListener('click', () => dialog.close());
    part(dialog, 'kinds').addEventListener('change', () => this.#show());
    this.#words.addEventListener('input', () => this.#show());
    dialog.addEventListener('submit', (event) => this.#submit(event));
    dialog.addEventListener('close', () => this.#isFromText && this.#reading.rest());
  }

  /**
   * Shows the form. What was typed into it and not added is still there.
   * @param {Reading} reading the text in which words are marked
   */
  open(reading) {
    this.#isFromText = reading.page.scroller.contains(document.activeElement);
    this.#places.reading = reading;
    this.#fitKinds();
    this.#show();
    this.#dialog.showModal();
    this.#chosen.focus();
  }

  get #reading() {
    return this.#places.reading;
  }

  /** Beside the text under review only contradictions can be marked. */
  get #isBeside() {
    return this.#reading === this.#panes.beside;
  }

  get #words() {
    return one(this.#dialog, 'textarea', HTMLTextAreaElement);
  }

  get #beside() {
    return one(this.#dialog, '[type="checkbox"]', HTMLInputElement);
  }

  get #kinds() {
    return [...part(this.#dialog, 'kinds').querySelectorAll('input')];
  }

  get #chosen() {
    return this.#kinds.find((radio) => radio.checked) ?? this.#kinds[0];
  }

  get #kind() {
    return /** @type {Markable} */ (this.#chosen.value);
  }

  /** Whether the words can stand beside others that are marked so already. */
  get #canAdd() {
    return OF_A_MARK.includes(this.#kind) && this.#marking.canAdd(this.#kind);
  }

  /** Which kinds there are now, and to which mark they would go. */
  #fitKinds() {
    const { active } = this.#desk;
    for (const radio of this.#kinds) {
      const kind = /** @type {Markable} */ (radio.value);
      radio.disabled = !this.#marking.canMark(kind) || (this.#isBeside && kind !== 'contradiction');
    }
    const [first] = this.#kinds.filter((radio) => !radio.disabled);
    if (this.#chosen.disabled) first.checked = true;
    part(this.#dialog, 'side').textContent = this.#marking.wantsSide ? 'Other side' : 'Contradiction';
    part(this.#dialog, 'owner').textContent = this.#isBeside ? BESIDE : this.#ownerWords(active);
  }

  /** @param {Entry | null} active */
  #ownerWords(active) {
    return active && this.#marking.canMark('source')
      ? `Source, cue and relay go to ${titleOf(active)}, which is open.`
      : 'Source, cue and relay belong to a claim: open one first.';
  }

  /** Shows what follows from what the form now says. */
  #show() {
    const { active } = this.#desk;
    const kind = this.#kind;
    this.#refuse('', '');
    part(this.#dialog, 'add').textContent = `Add the ${this.#chosen.labels?.[0].textContent?.trim().toLowerCase()}`;
    part(this.#dialog, 'beside').hidden = !this.#canAdd;
    part(this.#dialog, 'beside-words').textContent =
      kind === 'contradiction' ? `As a further side of ${active && titleOf(active)}` : `Beside the ${kind} that is marked already`;
    this.#places.look(this.#words.value, this.#near, kind !== 'contradiction' && OF_A_MARK.includes(kind));
  }

  /** Where the person works: at the open claim, else at the caret. */
  get #near() {
    const content = this.#desk.active?.content;
    return content?.kind === 'claim' && !this.#isBeside ? content.span.start : this.#reading.caret.position ?? this.#reading.firstSeen;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const { chosen, isFound } = this.#places;
    if (!this.#words.value.trim()) this.#refuse('words', 'Type the words that are to be marked.');
    else if (!isFound) this.#refuse('words', NOWHERE);
    else if (!chosen) this.#refuse('place', 'Choose the place that you mean.');
    else if (this.#reading.isAll(chosen.span)) this.#refuse('words', 'That is the whole article. Quote the words that you mean.');
    else this.#add(chosen);
  }

  /**
   * Says at its field what does not fit, and puts the focus there.
   * @param {'words' | 'place' | ''} field '': nothing is wrong
   * @param {string} words
   */
  #refuse(field, words) {
    for (const name of ['words', 'place']) {
      const error = part(this.#dialog, `${name}-error`);
      error.hidden = name !== field;
      error.textContent = name === field ? words : '';
    }
    part(this.#dialog, 'count').hidden = field !== '';
    this.#words.classList.toggle('is-invalid', field === 'words');
    this.#words.setAttribute('aria-invalid', String(field === 'words'));
    if (field === 'words') this.#words.focus();
    else if (field === 'place') this.#places.focus();
  }

  /** @param {Selected} place */
  #add(place) {
    const [kind, isFurther] = [this.#kind, this.#canAdd && this.#beside.checked];
    // The focus goes on into the card.
    this.#isFromText = false;
    this.#dialog.close();
    this.#words.value = '';
    this.#beside.checked = false;
    this.#marking.markWords(kind, place, isFurther);
    this.#desk.focus();
  }
}
