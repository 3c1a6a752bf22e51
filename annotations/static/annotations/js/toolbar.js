// @ts-check
/** The toolbar over selected words: what they can be marked as. On touch it is docked at the lower edge. */

/** @import { Role, Selected } from './types.js' */

import { closest, part } from './dom.js';

const GAP = 8;
/** Selection handles fire no pointer events: so long the selection must rest. */
const REST = 120;

/**
 * What the toolbar needs of the page.
 * @typedef {object} ToolbarPage
 * @property {() => Selected | null} selected
 * @property {(selected: Selected) => DOMRect[]} linesOf where the words stand on the screen
 * @property {() => boolean} hasClaim whether a claim is open
 * @property {(role: Role) => boolean} hasPiece whether the open claim has words of this role already
 * @property {(kind: 'claim' | Role, beside: boolean) => void} mark
 */

export class Toolbar {
  #root;
  #scroller;
  #page;
  #isPressed = false;
  #timer = 0;

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
    const lines = selected ? this.#page.linesOf(selected) : [];
    this.#root.hidden = !lines.length;
    if (!lines.length || this.#page.hasClaim()) this.#why.classList.add('vh');
    if (!lines.length) return;
    for (const button of this.#buttons) this.#fit(button);
    this.#place(lines[0], lines[lines.length - 1]);
  }

  /** Says for all to see why source, cue and relay can't be marked, until they can or nothing is selected. */
  explain() {
    this.#why.classList.remove('vh');
    this.update();
  }

  get #why() {
    return part(this.#root, 'why');
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
    // A press on the toolbar must not take the selection away.
    this.#root.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#root.addEventListener('mousedown', (event) => event.preventDefault());
    this.#root.addEventListener('click', (event) => this.#clicked(closest(event, 'button')));
  }

  /** While the mouse button is down, the selection is in the making. */
  #soon() {
    clearTimeout(this.#timer);
    if (!this.#isPressed) this.#timer = setTimeout(() => this.update(), REST);
  }

  /** @param {HTMLElement | null} button */
  #clicked(button) {
    const kind = button?.dataset.mark;
    if (button && kind) this.#page.mark(/** @type {'claim' | Role} */ (kind), 'beside' in button.dataset);
  }

  /** @param {HTMLElement} button */
  #fit(button) {
    const kind = button.dataset.mark;
    const lacksClaim = kind !== 'claim' && !this.#page.hasClaim();
    if (lacksClaim) {
      button.setAttribute('aria-disabled', 'true');
      button.setAttribute('aria-describedby', this.#why.id);
    } else {
      button.removeAttribute('aria-disabled');
      button.removeAttribute('aria-describedby');
    }
    if (!('beside' in button.dataset)) button.title = lacksClaim ? this.#why.textContent ?? '' : '';
    else button.hidden = lacksClaim || !this.#page.hasPiece(/** @type {Role} */ (kind));
  }

  /**
   * Above the selection, below it where there is no room.
   * @param {DOMRect} first
   * @param {DOMRect} last
   */
  #place(first, last) {
    if (getComputedStyle(this.#root).position === 'fixed') return;
    const view = this.#scroller.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#root;
    const above = first.top - height - GAP;
    const top = above >= view.top ? above : last.bottom + GAP;
    const left = Math.min(first.left, view.left + this.#scroller.clientWidth - width - GAP);
    this.#root.style.top = `${top - view.top + this.#scroller.scrollTop}px`;
    this.#root.style.left = `${Math.max(GAP, left - view.left)}px`;
  }
}
