// @ts-check
/**
 * The toolbar over selected words: what they can be marked as. On touch it is docked at the lower edge. A hint shows in
 * its place, or under it: what to do first, said where the person looks.
 */

/** @import { Home, Selected } from './types.js' */
/** @import { Markable } from './marking.js' */

import { closest, element, one, part } from './dom.js';

const GAP = 8;
/** Selection handles fire no pointer events: so long the selection must rest. */
const REST = 120;
/** So long a hint stays, unless something else is selected before. */
const HINT_STAYS = 6000;

/**
 * What the toolbar needs of the page.
 * @typedef {object} ToolbarPage
 * @property {() => Selected | null} selected
 * @property {(selected: Selected | null) => DOMRect[]} linesOf where the words stand on the screen; null: the caret
 * @property {(kind: Markable) => boolean} canMark
 * @property {(kind: Markable) => boolean} canAdd whether words can be a further piece, or side, of what is open
 * @property {() => boolean} hasMark whether a mark is open
 * @property {() => boolean} wantsSide whether the open contradiction still wants its other side
 * @property {(kind: Markable, isFurther: boolean) => void} mark
 * @property {() => void} borders
 * @property {() => void} sentence
 * @property {() => void} rest puts the focus into the text
 */

export class Toolbar {
  #root;
  #scroller;
  #page;
  #isPressed = false;
  #timer = 0;
  #hintTimer = 0;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} scroller in which it stands
   * @param {ToolbarPage} page
   */
  constructor(root, scroller, page) {
    this.#root = root;
    this.#scroller = scroller;
    this.#page = page;
    this.#listen();
  }

  /** Shows the toolbar where words are selected, and hides it where none are. */
  update() {
    const selected = this.#page.selected();
    const hasHint = !this.#hint.hidden;
    const lines = selected || hasHint ? this.#page.linesOf(selected) : [];
    part(this.#root, 'keys').hidden = !selected;
    this.#root.hidden = !lines.length && !hasHint;
    // There is one for each text.
    document.body.classList.toggle('has-toolbar', document.querySelector('.seltool:not([hidden])') !== null);
    if (selected) for (const button of this.#buttons) this.#fit(button);
    if (lines.length) this.#place(lines[0], lines[lines.length - 1]);
  }

  /**
   * Says for all to see what to do first.
   * @param {string} words
   * @param {Home} [home] where it is done: with the way there the words stay, until they are read
   */
  hint(words, home) {
    clearTimeout(this.#hintTimer);
    this.#hint.replaceChildren(words, ...(home ? [' ', wayTo(home)] : []));
    this.#hint.hidden = false;
    if (!home) this.#hintTimer = setTimeout(() => this.#endHint(), HINT_STAYS);
    this.update();
  }

  get #hint() {
    return part(this.#root, 'hint');
  }

  get #buttons() {
    return [...this.#root.querySelectorAll('button')];
  }

  #listen() {
    this.#scroller.addEventListener('pointerdown', (event) => {
      this.#isPressed = event.pointerType === 'mouse' && event.button === 0;
    });
    document.addEventListener('pointerup', () => {
      this.#isPressed = false;
      this.#soon();
    });
    document.addEventListener('selectionchange', () => this.#soon());
    document.addEventListener('keydown', (event) => !isOnTheWay(event) && this.#endHint(), { capture: true });
    document.addEventListener('pointerdown', ({ target }) => !this.#root.contains(/** @type {Node} */ (target)) && this.#endHint());
    // A press on the toolbar must not take the selection away.
    this.#root.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#root.addEventListener('mousedown', (event) => event.preventDefault());
    this.#root.addEventListener('click', (event) => this.#clicked(closest(event, 'button')?.dataset));
  }

  #endHint() {
    clearTimeout(this.#hintTimer);
    if (this.#hint.hidden) return;
    this.#hint.hidden = true;
    this.update();
  }

  /** While the mouse button is down, the selection is in the making. */
  #soon() {
    clearTimeout(this.#timer);
    if (!this.#isPressed) this.#timer = setTimeout(() => this.update(), REST);
  }

  /** @param {DOMStringMap | undefined} button */
  #clicked(button) {
    // It hides once nothing is selected: the focus must not go with it.
    if (this.#root.contains(document.activeElement)) this.#page.rest();
    if (button?.act === 'borders') this.#page.borders();
    else if (button?.act === 'sentence') this.#page.sentence();
    else if (button?.mark) this.#page.mark(/** @type {Markable} */ (button.mark), 'beside' in button);
    // At once: it lies over words that may be the next ones wanted.
    this.update();
  }

  /** @param {HTMLButtonElement} button */
  #fit(button) {
    const kind = /** @type {Markable} */ (button.dataset.mark);
    if (button.dataset.act === 'borders') button.hidden = !this.#page.hasMark();
    else if ('beside' in button.dataset) button.hidden = !this.#page.canAdd(kind);
    else if (kind === 'contradiction') this.#nameSide(button);
    else if (kind) this.#disable(button, !this.#page.canMark(kind));
  }

  /** @param {HTMLButtonElement} button */
  #nameSide(button) {
    part(button, 'words').textContent = this.#page.wantsSide() ? 'Other side' : 'Contradiction';
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {boolean} lacksClaim
   */
  #disable(button, lacksClaim) {
    const why = one(this.#root, '#needs-claim', HTMLElement);
    button.title = lacksClaim ? why.textContent ?? '' : '';
    if (lacksClaim) {
      button.setAttribute('aria-disabled', 'true');
      button.setAttribute('aria-describedby', why.id);
    } else {
      button.removeAttribute('aria-disabled');
      button.removeAttribute('aria-describedby');
    }
  }

  /**
   * @param {DOMRect} first
   * @param {DOMRect} last
   */
  #place(first, last) {
    if (getComputedStyle(this.#root).position === 'fixed') this.#dock(last);
    else this.#float(first, last);
  }

  /**
   * Where it is docked, the sheet makes room for it, and the selected words stay in view.
   * @param {DOMRect} last
   */
  #dock(last) {
    document.body.style.setProperty('--docked', `${this.#root.offsetHeight}px`);
    const covered = last.bottom + 2 * GAP - this.#scroller.getBoundingClientRect().bottom;
    if (covered > 0) this.#scroller.scrollTop += covered;
  }

  /**
   * Above the selection, below it where there is no room.
   * @param {DOMRect} first
   * @param {DOMRect} last
   */
  #float(first, last) {
    const view = this.#scroller.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#root;
    const above = first.top - height - GAP;
    const top = above >= view.top ? above : last.bottom + GAP;
    const left = Math.min(first.left, view.left + this.#scroller.clientWidth - width - GAP);
    this.#root.style.top = `${top - view.top + this.#scroller.scrollTop}px`;
    this.#root.style.left = `${Math.max(GAP, left - view.left)}px`;
  }
}

/** @param {Home} home */
function wayTo({ address }) {
  const link = element('a', 'Open it there');
  link.setAttribute('href', address);
  return link;
}

/**
 * Whether a key leads to the link in the hint, or follows it.
 * @param {KeyboardEvent} event
 */
const isOnTheWay = (event) => event.key === 'Tab' || closest(event, '.seltool-hint a') !== null;
