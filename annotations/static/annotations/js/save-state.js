// @ts-check
/** Whether all is saved: always in the same place, in words, and never moving anything. */

/** @import { Marks } from './marks.js' */
/** @import { Saving } from './saving.js' */

import { counted, one, part } from './dom.js';

/** What is saved sooner is not said to be under way. */
const UNREMARKED = 400;

/** @typedef {'saved' | 'saving' | 'offline' | 'refused'} Look */

/** @typedef {{look: Look, words: string, more: string}} Said `more` is left out on a small screen. */

const CLASSES = { saved: 'save-ok', saving: '', offline: 'save-wait', refused: 'save-bad' };

export class SaveState {
  #root;
  #signedOut;
  #saving;
  #marks;
  #timer = 0;

  /**
   * @param {{state: HTMLElement, signedOut: HTMLElement}} page
   * @param {Saving} saving
   * @param {Marks} marks
   * @param {(mark: string) => void} look the person wants to see why a mark is not saved
   */
  constructor({ state, signedOut }, saving, marks, look) {
    this.#root = state;
    this.#signedOut = signedOut;
    this.#saving = saving;
    this.#marks = marks;
    part(state, 'look').addEventListener('click', () => look(marks.troubled()[0].id));
    part(signedOut, 'retry').addEventListener('click', () => saving.outbox.retry());
    saving.listen(() => this.update());
  }

  update() {
    const said = this.#said();
    this.#root.ariaBusy = String(this.#saving.outbox.count > 0);
    clearTimeout(this.#timer);
    if (said.look === 'saving') this.#timer = setTimeout(() => this.#show(said), UNREMARKED);
    else this.#show(said);
  }

  /** @returns {Said} */
  #said() {
    const { count, state } = this.#saving.outbox;
    const troubled = this.#marks.troubled();
    const changes = counted(count, 'change');
    if (state === 'signed-out') return { look: 'offline', words: 'Signed out', more: ` · ${changes} kept in this page` };
    if (troubled.length) return this.#troubledWords(troubled.length);
    if (state === 'unreachable') {
      return { look: 'offline', words: navigator.onLine ? 'No answer' : 'Offline', more: ` · ${changes} kept in this page` };
    }
    return count ? { look: 'saving', words: 'Saving …', more: '' } : { look: 'saved', words: 'Saved', more: '' };
  }

  /**
   * @param {number} count
   * @returns {Said}
   */
  #troubledWords(count) {
    const conflicts = this.#marks.troubled().filter((entry) => entry.trouble?.kind === 'conflict').length;
    const words = conflicts === count ? `${counted(count, 'mark')} changed elsewhere.` : `${counted(count, 'change')} refused.`;
    return { look: 'refused', words, more: '' };
  }

  /** @param {Said} said */
  #show({ look, words, more }) {
    this.#root.className = `save needs-script ${CLASSES[look]}`;
    for (const icon of this.#root.querySelectorAll('[data-state]')) {
      if (icon instanceof HTMLElement) icon.hidden = icon.dataset.state !== look;
    }
    part(this.#root, 'words').textContent = words;
    part(this.#root, 'more').textContent = more;
    part(this.#root, 'look').hidden = look !== 'refused';
    this.#showSignedOut();
  }

  #showSignedOut() {
    const { count, state } = this.#saving.outbox;
    const changes = count === 1 ? 'Your change waits' : `Your ${count} changes wait`;
    this.#signedOut.hidden = state !== 'signed-out';
    one(this.#signedOut, '[data-part="words"]', HTMLElement).textContent = `You are signed out. Sign in again in another tab. ${changes} here.`;
  }
}
