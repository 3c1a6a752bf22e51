// @ts-check
/** Why the review was not submitted: marks are not saved. It stands below the button, until they are or it is closed. */

/** @import { Entry } from './types.js' */
/** @import { Marks } from './marks.js' */
/** @import { Saving } from './saving.js' */

import { counted, part } from './dom.js';
import { titleOf } from './open-card.js';

export class NotSubmitted {
  #root;
  #page;

  /**
   * @param {HTMLElement} root
   * @param {{marks: Marks, saving: Saving, say: (words: string) => void}} page
   */
  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    page.saving.listen(() => this.#endWhereMended());
    part(root, 'close').addEventListener('click', () => this.#close());
  }

  /** Tells of the marks that are not saved, first of the one that is opened. */
  tell() {
    const [first, ...others] = this.#page.marks.troubled();
    const more = others.length ? ` ${counted(others.length, 'other mark')} ${others.length === 1 ? 'is' : 'are'} not saved either.` : '';
    const words = `Not submitted. ${titleOf(first)} ${whyNotSaved(first)}${more}`;
    part(this.#root, 'words').textContent = words;
    this.#root.hidden = false;
    this.#page.say(words);
  }

  #endWhereMended() {
    if (!this.#page.marks.troubled().length) this.#root.hidden = true;
  }

  /** The button that had the focus is gone: it goes to the one that was pressed before. */
  #close() {
    this.#root.hidden = true;
    document.getElementById('submit')?.focus();
  }
}

/** @param {Entry} entry in trouble */
function whyNotSaved({ trouble }) {
  if (trouble?.kind === 'conflict') return 'was changed elsewhere: choose in its card what stands.';
  return trouble?.kind === 'unfinished' ? `is not finished. ${trouble.words}` : `was not saved. ${trouble?.words ?? ''}`;
}
