// @ts-check
/** The tour of the page: a few steps beside the work. It comes up by itself until it was ended once. */

import { cookie } from './cookie.js';
import { closest, one } from './dom.js';
import { isTyping } from './keys.js';

/** What Escape ends first. */
const NEARER = 'dialog[open], :popover-open, #toolbar:not([hidden]), .mk.is-on';

export class Tour {
  #root;
  #page;
  #say;
  #steps;
  #step = 0;
  /** @type {HTMLElement | null} */
  #opener = null;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} page whose `data-tour` says which step is shown: the stylesheet rings what that one speaks of
   * @param {(words: string) => void} say to a screen reader
   */
  constructor(root, page, say) {
    this.#root = root;
    this.#page = page;
    this.#say = say;
    this.#steps = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('[data-step]')]);
    root.addEventListener('click', (event) => this.#act(closest(event, '[data-act]')?.dataset.act));
    document.addEventListener('click', (event) => this.#open(closest(event, '[data-open-tour]')));
    // Before the keys of the text and the cards, which know Escape too.
    document.addEventListener('keydown', (event) => this.#press(event), true);
  }

  /** Shows the tour to whoever has not seen it. The focus stays where it is. */
  offer() {
    if (!('unseen' in this.#root.dataset)) return;
    this.#show(0);
    this.#say(`A tour of this page is open, in ${this.#steps.length} steps. Escape skips it.`);
  }

  /** @param {HTMLElement | null} opener the button that called it up */
  #open(opener) {
    if (!opener) return;
    opener.closest('dialog')?.close();
    this.#opener = opener;
    this.#show(0);
    this.#root.focus();
  }

  /** @param {string | undefined} act */
  #act(act) {
    if (act === 'next') this.#show(this.#step + 1);
    else if (act === 'back') this.#show(this.#step - 1);
    else if (act) this.#end();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key !== 'Escape' || this.#root.hidden) return;
    const isElsewhere = !this.#hasFocus && (isTyping(event.target) || document.querySelector(NEARER));
    if (isElsewhere) return;
    event.preventDefault();
    event.stopPropagation();
    this.#end();
  }

  get #hasFocus() {
    return this.#root.contains(document.activeElement);
  }

  /** @param {number} step */
  #show(step) {
    this.#step = step;
    this.#steps.forEach((element, place) => element.toggleAttribute('hidden', place !== step));
    this.#page.dataset.tour = String(step + 1);
    this.#root.hidden = false;
    this.#fitButtons();
    const { at } = this.#steps[step].dataset;
    if (at) document.querySelector(at)?.scrollIntoView({ block: 'nearest' });
  }

  #fitButtons() {
    const isLast = this.#step === this.#steps.length - 1;
    const pressed = document.activeElement;
    this.#button('back').hidden = this.#step === 0;
    this.#button('next').hidden = isLast;
    this.#button('skip').hidden = isLast;
    this.#button('done').hidden = !isLast;
    // With the button that was pressed the focus would go too.
    if (pressed instanceof HTMLButtonElement && pressed.hidden) this.#button(isLast ? 'done' : 'next').focus();
  }

  #end() {
    const hadFocus = this.#hasFocus;
    this.#root.hidden = true;
    delete this.#page.dataset.tour;
    if (hadFocus) this.#giveBackFocus();
    if ('unseen' in this.#root.dataset) this.#keep();
  }

  #giveBackFocus() {
    this.#opener?.focus();
    if (document.activeElement !== this.#opener) one(document, '#reader', HTMLElement).focus();
  }

  /** Tells the server, so that it holds on every device. Where that fails, the tour comes up once more. */
  #keep() {
    delete this.#root.dataset.unseen;
    const headers = { 'X-CSRFToken': cookie('csrftoken') };
    const call = { method: 'PUT', headers, redirect: /** @type {const} */ ('error'), keepalive: true };
    fetch(this.#root.dataset.address ?? '', call).catch(() => {});
  }

  /** @param {string} act */
  #button(act) {
    return one(this.#root, `[data-act="${act}"]`, HTMLButtonElement);
  }
}
