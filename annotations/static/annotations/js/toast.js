// @ts-check
/** A word on what was done, with a way back, at the lower edge. One at a time; never for errors. */

import { one, part } from './dom.js';

const STAYS = 8000;

export class Toast {
  #root;
  #timer = 0;
  #undo = () => {};

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    one(root, 'button', HTMLButtonElement).addEventListener('click', () => this.#takeBack());
    for (const event of ['pointerenter', 'focusin']) root.addEventListener(event, () => clearTimeout(this.#timer));
    for (const event of ['pointerleave', 'focusout']) root.addEventListener(event, () => this.#wait());
  }

  /**
   * @param {string} words
   * @param {() => void} undo
   */
  show(words, undo) {
    this.#undo = undo;
    part(this.#root, 'words').textContent = words;
    this.#root.hidden = false;
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), STAYS);
  }

  hide() {
    this.#root.hidden = true;
  }

  #takeBack() {
    this.hide();
    this.#undo();
  }
}
