// @ts-check
/** One side of the open contradiction: its words, where they stand, and the ways to them. */

/** @import { Side } from './types.js' */

import { made, one, part } from './dom.js';

export class SideRow {
  /** @param {{show: () => void, remove: () => void}} page what its buttons do */
  constructor({ show, remove }) {
    this.root = made('side-template');
    this.#button('show').addEventListener('click', show);
    this.#button('remove').addEventListener('click', remove);
  }

  /**
   * @param {Side} side
   * @param {object} among
   * @param {number} among.place
   * @param {number} among.count
   * @param {string} among.where outlet and headline, '' in the text of the page
   * @param {string} among.claim "claim 3", '' for none
   */
  show({ span }, { place, count, where, claim }) {
    const named = `side ${place + 1}, “${span.quote}”`;
    part(this.root, 'quote').textContent = span.quote;
    part(this.root, 'where').textContent = [claim, where].filter(Boolean).join(' · ');
    this.#button('show').hidden = where !== '';
    this.#button('show').setAttribute('aria-label', `Show it: ${named}`);
    this.#button('remove').hidden = count === 1;
    this.#button('remove').setAttribute('aria-label', `Remove ${named}`);
  }

  /** Puts the focus on its first button. */
  focus() {
    one(this.root, 'button:not([hidden])', HTMLElement).focus({ preventScroll: true });
  }

  /** @param {'show' | 'remove'} act */
  #button(act) {
    return one(this.root, `[data-act="${act}"]`, HTMLButtonElement);
  }
}
