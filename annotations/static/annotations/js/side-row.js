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
   * @param {string} among.where outlet and headline, '' for the text under review alone
   * @param {string} among.claim "claim 3", '' for none
   * @param {string} among.way the address that shows it beside the text under review, '' where it is in the page
   */
  show({ span }, { place, count, where, claim, way }) {
    const named = `side ${place + 1}, “${span.quote}”`;
    part(this.root, 'quote').textContent = span.quote;
    part(this.root, 'where').textContent = [claim, where].filter(Boolean).join(' · ');
    this.#button('show').hidden = way !== '';
    this.#button('show').setAttribute('aria-label', `Show it: ${named}`);
    this.#showWay(way, named);
    this.#button('remove').hidden = count === 1;
    this.#button('remove').setAttribute('aria-label', `Remove ${named}`);
  }

  /**
   * @param {string} way
   * @param {string} named
   */
  #showWay(way, named) {
    const link = part(this.root, 'open');
    link.hidden = way === '';
    link.setAttribute('href', way);
    link.setAttribute('aria-label', `Open it beside: ${named}`);
  }

  /** Puts the focus on its first button or link. */
  focus() {
    one(this.root, ':is(button, a):not([hidden])', HTMLElement).focus({ preventScroll: true });
  }

  /** @param {'show' | 'remove'} act */
  #button(act) {
    return one(this.root, `[data-act="${act}"]`, HTMLButtonElement);
  }
}
