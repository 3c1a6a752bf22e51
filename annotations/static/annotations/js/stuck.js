// @ts-check
/** The server breaks over one change again and again, and all others wait: what that is, and the ways on. */

/** @import { Change } from './types.js' */
/** @import { Marks } from './marks.js' */
/** @import { Saving } from './saving.js' */
/** @import { Sources } from './sources.js' */

import { part, write } from './dom.js';

export class Stuck {
  #root;
  #parts;

  /**
   * @param {HTMLElement} root
   * @param {{saving: Saving, marks: Marks, sources: Sources}} parts
   * @param {() => void} back takes the focus back
   */
  constructor(root, parts, back) {
    const { saving } = parts;
    this.#root = root;
    this.#parts = parts;
    const { outbox } = saving;
    part(root, 'retry').addEventListener('click', () => outbox.retry());
    for (const way of ['set-aside', 'wait']) {
      part(root, way).addEventListener('click', () => {
        this.toggle();
        // The button that has it is hidden.
        back();
        if (way === 'set-aside') outbox.setAside();
      });
    }
    saving.listen(() => this.#show(!root.hidden));
  }

  /** Says it, or no more. */
  toggle() {
    this.#show(this.#root.hidden);
  }

  /** @param {boolean} isWanted */
  #show(isWanted) {
    const { changes: [first], state } = this.#parts.saving.outbox;
    this.#root.hidden = !isWanted || state !== 'stuck' || !first;
    if (first) write(part(this.#root, 'words'), this.#wordsFor(first));
  }

  /** @param {Change} change */
  #wordsFor(change) {
    const what = `The server breaks each time it is to save ${this.#nameOf(change)}. It is asked again by itself.`;
    return `${what} Should this go on, tell an admin; or set the change aside: it stays here, not saved, to be sent later.`;
  }

  /** @param {Change} change */
  #nameOf({ verb, subject }) {
    const { marks, sources } = this.#parts;
    const entry = marks.get(subject);
    if (verb === 'propose') return `the source “${sources.nameOf(subject)}”`;
    return entry ? `${entry.content.kind} ${entry.number}` : 'a mark';
  }
}
