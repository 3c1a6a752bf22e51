// @ts-check
/** On a phone the panel is a sheet over the text's lower edge: raised, or lowered to its head. */

export class Sheet {
  #grip;

  /** @param {HTMLElement} grip the button that raises and lowers it */
  constructor(grip) {
    this.#grip = grip;
    grip.addEventListener('click', () => this.#set(grip.getAttribute('aria-expanded') !== 'true'));
    this.#set(false);
  }

  raise() {
    this.#set(true);
  }

  /** @param {boolean} isRaised */
  #set(isRaised) {
    this.#grip.setAttribute('aria-expanded', String(isRaised));
  }
}
