// @ts-check
/** Signing in again in place, when the session is over while the page is open. */

import { cookie } from './cookie.js';
import { one, part } from './dom.js';

const WRONG = 'This password is not yours. Type it again; capitals count.';
const NOT_TAKEN = 'The server did not take it. Try again in a moment.';
const NO_ANSWER = 'No answer. Try again once the network is back.';

export class SignIn {
  #dialog;
  #form;
  #isUnderWay = false;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {() => void} signedIn is called when the person is signed in
   */
  constructor(dialog, signedIn) {
    this.#dialog = dialog;
    this.#form = one(dialog, 'form', HTMLFormElement);
    part(dialog, 'cancel').addEventListener('click', () => dialog.close());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(signedIn);
    });
  }

  open() {
    this.#say('');
    this.#dialog.showModal();
    const field = this.#password ?? one(this.#form, '[type="submit"]', HTMLButtonElement);
    field.focus();
  }

  /** The demo's accounts have none. @returns {HTMLInputElement | null} */
  get #password() {
    return this.#form.querySelector('[name="password"]');
  }

  /** @param {() => void} signedIn */
  async #submit(signedIn) {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    const fault = await this.#send();
    this.#isUnderWay = false;
    this.#say(fault);
    if (fault) return;
    if (this.#password) this.#password.value = '';
    this.#dialog.close();
    signedIn();
  }

  /**
   * The server sends whoever signed in on to another page; this one stays, so that answer is enough.
   * @returns {Promise<string>} what went wrong, '' for nothing
   */
  async #send() {
    try {
      // Sets the cookie of the token, where that is gone with the session.
      await fetch(this.#form.dataset.page ?? '', { redirect: 'manual' });
      const headers = { 'X-CSRFToken': cookie('csrftoken') };
      const body = new URLSearchParams(/** @type {any} */ (new FormData(this.#form)));
      const answer = await fetch(this.#form.action, { method: 'POST', headers, body, redirect: 'manual' });
      if (answer.type === 'opaqueredirect') return '';
      return answer.ok ? WRONG : NOT_TAKEN;
    } catch {
      return NO_ANSWER;
    }
  }

  /** @param {string} fault */
  #say(fault) {
    const error = part(this.#dialog, 'error');
    error.textContent = fault;
    error.hidden = !fault;
    this.#password?.setAttribute('aria-invalid', String(fault === WRONG));
    if (fault) this.#password?.select();
  }
}
