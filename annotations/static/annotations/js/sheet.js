// @ts-check
/** On a phone the panel is a sheet over the text's lower edge: raised, or lowered to its head. */

export class Sheet {
  #panel;
  #grip;

  /**
   * @param {HTMLElement} panel
   * @param {HTMLElement} grip the button that raises and lowers it
   */
  constructor(panel, grip) {
    this.#panel = panel;
    this.#grip = grip;
    grip.addEventListener('click', () => this.#set(grip.getAttribute('aria-expanded') !== 'true'));
    this.#set(false);
  }

  /** Whether the screen is so small that the panel is a sheet. */
  get isSheet() {
    return matchMedia('(max-width: 48rem)').matches;
  }

  raise() {
    this.#set(true);
  }

  /** @param {boolean} isRaised */
  #set(isRaised) {
    this.#panel.classList.toggle('is-lowered', !isRaised);
    this.#grip.setAttribute('aria-expanded', String(isRaised));
  }
}
